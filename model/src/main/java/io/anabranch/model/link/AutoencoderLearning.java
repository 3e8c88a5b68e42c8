// SPDX-License-Identifier: Apache-2.0
package io.anabranch.model.link;

import io.anabranch.model.autoencoder.Autoencoder;
import io.anabranch.model.autoencoder.Gae;
import io.anabranch.model.autoencoder.GcnEncoder;
import io.anabranch.model.autoencoder.GcnGaussian;
import io.anabranch.model.autoencoder.GcnInput;
import io.anabranch.model.autoencoder.InnerProduct;
import io.anabranch.model.autoencoder.Reconstruction;
import io.anabranch.model.autoencoder.Vgae;
import io.anabranch.model.autograd.Tape;
import io.anabranch.model.autograd.Variable;
import io.anabranch.model.device.Device;
import io.anabranch.model.device.SparseMatrix;
import io.anabranch.model.graph.InNeighbors;
import io.anabranch.model.snapshot.GraphSnapshot;
import io.anabranch.model.training.Adam;
import java.util.Arrays;

/**
 * A graph autoencoder on the past of a snapshot (Kipf & Welling 2016), on all edges at once and for
 * a fixed number of epochs, as in the paper.
 *
 * @param variational whether rows are drawn from distributions while it learns
 * @param hidden width of the first layer
 * @param width of a vertex's row
 * @param rate of Adam
 */
public record AutoencoderLearning(
    boolean variational, int hidden, int width, int epochs, float rate) {

  /** Beyond that, all pairs of vertices would take too long. */
  public static final int MOST_VERTICES = 20_000;

  /** The paper's. */
  public static AutoencoderLearning usual(boolean variational) {
    return new AutoencoderLearning(variational, 32, 16, 200, 0.01f);
  }

  /** As cards and commands call it. */
  public String name() {
    return variational ? "vgae" : "gae";
  }

  /** The same with another number of epochs. */
  public AutoencoderLearning withEpochs(int other) {
    return new AutoencoderLearning(variational, hidden, width, other, rate);
  }

  /**
   * An untrained one for the past's vertices and edges.
   *
   * @throws IllegalArgumentException when there are too many vertices, or no edge
   */
  public Autoencoder make(GraphSnapshot past, long seed) {
    int n = past.vertices().length;
    if (n > MOST_VERTICES) {
      throw new IllegalArgumentException(
          "at most %d vertices for %s, which looks at all pairs of them in each epoch; got %d"
              .formatted(MOST_VERTICES, name(), n));
    }
    InNeighbors graph = simple(past);
    GcnInput input = GcnInput.of(graph, features(past));
    Reconstruction aim = Reconstruction.of(graph);
    return variational
        ? new Vgae(new GcnGaussian(input, hidden, width, seed), new InnerProduct(), aim, seed)
        : new Gae(new GcnEncoder(input, hidden, width, seed), new InnerProduct(), aim);
  }

  /** Makes and trains it. */
  public Autoencoder train(Device device, GraphSnapshot past, long seed) {
    Autoencoder model = make(past, seed);
    Adam adam = new Adam(rate, model.parameters());
    for (int e = 0; e < epochs; e++) {
      Tape tape = new Tape(device);
      Variable loss = model.loss(tape, e);
      tape.backward(loss);
      adam.step();
    }
    return model;
  }

  /** Both directions of each edge once, no loops, no weights. */
  private static InNeighbors simple(GraphSnapshot past) {
    int[][] neighbors = BothWays.of(past.inNeighbors(Long.MAX_VALUE));
    int[] targets = new int[Arrays.stream(neighbors).mapToInt(list -> list.length).sum()];
    int[] sources = new int[targets.length];
    int count = 0;
    for (int v = 0; v < neighbors.length; v++) {
      for (int u : neighbors[v]) {
        if (u != v) {
          sources[count] = u;
          targets[count++] = v;
        }
      }
    }
    return InNeighbors.of(
        neighbors.length, Arrays.copyOf(sources, count), Arrays.copyOf(targets, count));
  }

  private static SparseMatrix features(GraphSnapshot past) {
    int rows = past.vertices().length;
    int width = past.features().width();
    int[] offsets = new int[rows + 1];
    Arrays.setAll(offsets, r -> r * width);
    int[] columnOf = new int[rows * width];
    Arrays.setAll(columnOf, i -> i % width);
    return SparseMatrix.of(rows, width, offsets, columnOf, past.features().values());
  }
}
