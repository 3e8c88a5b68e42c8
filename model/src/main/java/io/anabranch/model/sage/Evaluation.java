// SPDX-License-Identifier: Apache-2.0
package io.anabranch.model.sage;

import io.anabranch.model.autograd.Tape;
import io.anabranch.model.device.Device;
import io.anabranch.model.device.Matrix;
import io.anabranch.model.embed.BatchEmbedder;
import io.anabranch.model.embed.Embeddings;
import io.anabranch.model.layer.ModelCard;
import io.anabranch.model.layer.Sampling;
import io.anabranch.model.network.Dropouts;
import io.anabranch.model.sampling.Draws;
import io.anabranch.model.sampling.Fanouts;
import io.anabranch.model.sampling.NeighborSampler;
import io.anabranch.model.sampling.Neighborhood;
import java.util.stream.IntStream;

/**
 * The outputs of all vertices of a graph, every layer hearing all in-neighbors, by the code that
 * serves: the network is exported and run by {@link BatchEmbedder}. One that has no serving layer
 * is run on the tape, each vertex hearing in the order of its in-edges.
 */
public final class Evaluation {

  private final Device device;
  private final AttributedGraph graph;
  private final int threads;
  private float[] dense; // null: not yet asked for
  private Neighborhood everything; // likewise

  /**
   * @param device for a network that has no serving layer
   */
  public Evaluation(Device device, AttributedGraph graph) {
    this.device = device;
    this.graph = graph;
    this.threads = Runtime.getRuntime().availableProcessors();
  }

  /**
   * vertices x the last layer's width.
   *
   * @throws ArithmeticException when an element is not finite
   */
  public Matrix outputs(SageNetwork network) {
    return network.isServed() ? served(network) : onTape(network);
  }

  /** The same, of those vertices alone, in their order. */
  public Matrix outputs(SageNetwork network, int[] vertices) {
    Matrix all = outputs(network);
    int n = all.columns();
    Matrix some = Matrix.zeros(vertices.length, n);
    for (int k = 0; k < vertices.length; k++) {
      System.arraycopy(all.values(), vertices[k] * n, some.values(), k * n, n);
    }
    return some;
  }

  private Matrix served(SageNetwork network) {
    if (dense == null) {
      dense = graph.features().dense();
    }
    var model = SageExport.model(network, "evaluation", 0, Sampling.ALL, ModelCard.untrained(0));
    Embeddings z = new BatchEmbedder(model, threads).embed(graph.graph(), dense);
    for (int l = 0; l < z.layers().size(); l++) {
      if (z.layers().get(l).nonFinite() > 0) {
        throw new ArithmeticException("layer " + l + " is finite; got NaN or infinity");
      }
    }
    return Matrix.of(z.vertices(), z.width(), z.values());
  }

  private Matrix onTape(SageNetwork network) {
    if (everything == null || everything.depth() != network.settings().depth()) {
      Fanouts all = Fanouts.all(network.settings().depth());
      int[] vertices = IntStream.range(0, graph.graph().vertexCount()).toArray();
      everything =
          new NeighborSampler(graph.graph(), all).sample(vertices, Draws.of(0, "nothing", 0));
    }
    Tape tape = new Tape(device);
    return network.output(tape, graph.features(), everything, Dropouts.none()).value();
  }
}
