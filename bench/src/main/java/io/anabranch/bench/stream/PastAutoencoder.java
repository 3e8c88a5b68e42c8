// SPDX-License-Identifier: Apache-2.0
package io.anabranch.bench.stream;

import io.anabranch.connectors.dataset.HashFeatures;
import io.anabranch.model.autoencoder.Gae;
import io.anabranch.model.autoencoder.GcnEncoder;
import io.anabranch.model.autoencoder.GcnInput;
import io.anabranch.model.autoencoder.InnerProduct;
import io.anabranch.model.autoencoder.Reconstruction;
import io.anabranch.model.autoencoder.ServedEncoders;
import io.anabranch.model.autograd.Tape;
import io.anabranch.model.autograd.Variable;
import io.anabranch.model.device.Device;
import io.anabranch.model.device.SparseMatrix;
import io.anabranch.model.graph.InNeighbors;
import io.anabranch.model.layer.ModelCard;
import io.anabranch.model.layer.SageModel;
import io.anabranch.model.training.Adam;
import it.unimi.dsi.fastutil.longs.LongLinkedOpenHashSet;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * The encoder of a graph autoencoder (Kipf & Welling 2016) on the pairs of the past, hash features
 * in: two GCN layers, served on all neighbors. Vertices that were not seen yet are no part of its
 * training.
 */
final class PastAutoencoder {

  static final int FEATURES = 32;

  private static final int HIDDEN = 32;
  private static final int WIDTH = 16;
  private static final float RATE = 0.01f;

  private PastAutoencoder() {}

  /**
   * @param past how many edges it may see
   */
  static SageModel train(EdgeList edges, int past, int epochs, long seed, Device device) {
    int[] vertices = seen(edges, past);
    InNeighbors graph = graph(edges, past, vertices);
    GcnInput input = GcnInput.of(graph, features(edges, vertices));
    GcnEncoder encoder = new GcnEncoder(input, HIDDEN, WIDTH, seed);
    Gae model = new Gae(encoder, new InnerProduct(), Reconstruction.of(graph));
    Adam adam = new Adam(RATE, model.parameters());
    for (int e = 0; e < epochs; e++) {
      Tape tape = new Tape(device);
      Variable loss = model.loss(tape, e);
      tape.backward(loss);
      adam.step();
    }
    return ServedEncoders.of(encoder, "past-gae", 1, ModelCard.untrained(seed));
  }

  private static int[] seen(EdgeList edges, int past) {
    return edges.edges().subList(0, past).stream()
        .flatMapToInt(edge -> IntStream.of(edge.src(), edge.dst()))
        .distinct()
        .sorted()
        .toArray();
  }

  /** Each pair once, in both directions; vertices by their place. */
  private static InNeighbors graph(EdgeList edges, int past, int[] vertices) {
    LongLinkedOpenHashSet pairs = new LongLinkedOpenHashSet();
    edges.edges().subList(0, past).stream()
        .filter(edge -> edge.src() != edge.dst())
        .forEach(
            edge -> {
              long src = Arrays.binarySearch(vertices, edge.src());
              long dst = Arrays.binarySearch(vertices, edge.dst());
              pairs.add(src << Integer.SIZE | dst);
              pairs.add(dst << Integer.SIZE | src);
            });
    int[] src = pairs.longStream().mapToInt(pair -> (int) (pair >>> Integer.SIZE)).toArray();
    int[] dst = pairs.longStream().mapToInt(pair -> (int) pair).toArray();
    return InNeighbors.of(vertices.length, src, dst);
  }

  private static SparseMatrix features(EdgeList edges, int[] vertices) {
    int n = vertices.length;
    int[] offsets = new int[n + 1];
    int[] columns = new int[n * FEATURES];
    float[] values = new float[n * FEATURES];
    for (int v = 0; v < n; v++) {
      float[] row = HashFeatures.of(edges.names().get(vertices[v]), FEATURES);
      System.arraycopy(row, 0, values, v * FEATURES, FEATURES);
      for (int c = 0; c < FEATURES; c++) {
        columns[v * FEATURES + c] = c;
      }
      offsets[v + 1] = (v + 1) * FEATURES;
    }
    return SparseMatrix.of(n, FEATURES, offsets, columns, values);
  }
}
