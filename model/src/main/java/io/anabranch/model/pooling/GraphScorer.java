// SPDX-License-Identifier: Apache-2.0
package io.anabranch.model.pooling;

import io.anabranch.model.autograd.Tape;
import io.anabranch.model.autograd.Variable;
import io.anabranch.model.dataset.GraphDataSet;
import io.anabranch.model.device.Device;
import io.anabranch.model.device.Matrix;
import java.util.Arrays;

/** A network that is trained already, for one graph at a time. */
public final class GraphScorer {

  /**
   * What the network says of a graph.
   *
   * @param logits 1 x classes
   * @param roles vertices x clusters of the first pooling, each row a distribution; a column of
   *     ones where the network learns no clusters
   */
  public record Scored(Matrix logits, Matrix roles) {}

  private final Device device;
  private final PoolingNetwork network;
  private final PoolingSettings settings;

  /**
   * @param settings of the network
   */
  public GraphScorer(Device device, PoolingNetwork network, PoolingSettings settings) {
    this.device = device;
    this.network = network;
    this.settings = settings;
  }

  /**
   * Scores the only graph of a set. Its attributes, if it has any beside labels, are standardised
   * by themselves.
   *
   * @throws IllegalArgumentException when there is not exactly one graph
   */
  public Scored score(GraphDataSet graph) {
    if (graph.count() != 1) {
      throw new IllegalArgumentException("one graph is scored; got " + graph.count());
    }
    GraphBatch batch = new GraphInputs(graph, new int[] {0}, settings).batch(0);
    Pass pass = Pass.of(new Tape(device), false);
    PoolingNetwork.Outcome outcome = network.apply(pass, batch);
    Matrix roles = outcome.roles().map(Variable::value).orElseGet(() -> ones(batch));
    return new Scored(outcome.logits().value(), roles);
  }

  /** All in one cluster. */
  private static Matrix ones(GraphBatch batch) {
    Matrix ones = Matrix.zeros(batch.level().blocks().rows(), 1);
    Arrays.fill(ones.values(), 1f);
    return ones;
  }
}
