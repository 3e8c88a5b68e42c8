// SPDX-License-Identifier: Apache-2.0
package io.anabranch.model.sage;

import io.anabranch.model.autograd.Parameter;
import io.anabranch.model.autograd.Tape;
import io.anabranch.model.device.Device;
import io.anabranch.model.device.Matrix;
import io.anabranch.model.device.SparseMatrix;
import io.anabranch.model.graph.InNeighbors;
import io.anabranch.model.network.Dropouts;
import io.anabranch.model.sampling.Draws;
import io.anabranch.model.sampling.Fanouts;
import io.anabranch.model.sampling.NeighborSampler;
import io.anabranch.model.sampling.Neighborhood;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/** Small graphs and networks for tests. */
final class Graphs {

  private Graphs() {}

  static InNeighbors random(int vertices, int edges, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    int[] src = random.ints(edges, 0, vertices).toArray();
    int[] dst = random.ints(edges, 0, vertices).toArray();
    return InNeighbors.of(vertices, src, dst);
  }

  static Matrix features(int vertices, int width, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    Matrix x = Matrix.zeros(vertices, width);
    for (int i = 0; i < x.values().length; i++) {
      x.values()[i] = random.nextInt(3) == 0 ? (float) (random.nextDouble() - 0.5) : 0f;
    }
    return x;
  }

  static SparseMatrix sparse(Matrix x) {
    int[] offsets = new int[x.rows() + 1];
    for (int r = 0; r < x.rows(); r++) {
      int row = r;
      offsets[r + 1] =
          offsets[r]
              + (int) IntStream.range(0, x.columns()).filter(c -> x.get(row, c) != 0).count();
    }
    int[] columnOf = new int[offsets[x.rows()]];
    float[] values = new float[columnOf.length];
    for (int i = 0, at = 0; i < x.values().length; i++) {
      if (x.values()[i] != 0) {
        columnOf[at] = i % x.columns();
        values[at++] = x.values()[i];
      }
    }
    return SparseMatrix.of(x.rows(), x.columns(), offsets, columnOf, values);
  }

  /** Fills the parameters, in their order, with 0.1, -0.2, 0.3, ... */
  static void fill(SageNetwork network) {
    int i = 0;
    for (Parameter parameter : network.parameters()) {
      for (int k = 0; k < parameter.value().values().length; k++, i++) {
        parameter.value().values()[k] = (i % 2 == 0 ? 0.1f : -0.1f) * (i % 7 + 1);
      }
    }
  }

  static void set(SageNetwork network, float... values) {
    int i = 0;
    for (Parameter parameter : network.parameters()) {
      for (int k = 0; k < parameter.value().values().length; k++) {
        parameter.value().values()[k] = values[i++];
      }
    }
  }

  static Neighborhood all(InNeighbors graph, int depth, int... seeds) {
    return new NeighborSampler(graph, Fanouts.all(depth)).sample(seeds, Draws.of(0, "test", 0));
  }

  /** What the network says of the seeds, without dropout, on one thread. */
  static Matrix output(SageNetwork network, Features x, Neighborhood near) {
    return network.output(new Tape(Device.cpu(1)), x, near, Dropouts.none()).value();
  }
}
