// SPDX-License-Identifier: Apache-2.0
package io.anabranch.model.pooling;

import io.anabranch.model.autograd.Tape;
import io.anabranch.model.dataset.GraphDataSet;
import io.anabranch.model.device.Blocks;
import io.anabranch.model.device.Device;
import io.anabranch.model.device.SparseMatrix;
import io.anabranch.model.graph.InNeighbors;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/** Small sets of graphs for tests. */
final class Graphs {

  /** A path of three vertices and a triangle with a tail, a single vertex, two without an edge. */
  static final int[][][] EDGES = {
    {{0, 1}, {1, 2}}, {{0, 1}, {1, 2}, {2, 0}, {2, 3}}, {}, {}, {{0, 1}, {1, 2}, {2, 3}, {3, 4}}
  };

  static final int[] SIZES = {3, 4, 1, 2, 5};

  private Graphs() {}

  /** Those graphs, with three random attributes. */
  static GraphDataSet small() {
    return of(SIZES, EDGES, random(Arrays.stream(SIZES).sum(), 3));
  }

  /** Edges are given once, by the vertices' numbers within their graph; two classes in turn. */
  static GraphDataSet of(int[] sizes, int[][][] edges, float[][] features) {
    Blocks vertices = Blocks.of(sizes);
    IntStream.Builder src = IntStream.builder();
    IntStream.Builder dst = IntStream.builder();
    for (int g = 0; g < sizes.length; g++) {
      for (int[] edge : edges[g]) {
        src.add(vertices.start(g) + edge[0]).add(vertices.start(g) + edge[1]);
        dst.add(vertices.start(g) + edge[1]).add(vertices.start(g) + edge[0]);
      }
    }
    return new GraphDataSet(
        InNeighbors.of(vertices.rows(), src.build().toArray(), dst.build().toArray()),
        vertices,
        sparse(features),
        features[0].length,
        IntStream.range(0, sizes.length).mapToObj(g -> "graph " + g).toList(),
        IntStream.range(0, sizes.length).map(g -> g % 2).toArray(),
        2,
        IntStream.range(0, sizes.length).map(g -> g % 3).toArray());
  }

  static SparseMatrix sparse(float[][] rows) {
    int width = rows[0].length;
    float[] values = new float[rows.length * width];
    for (int r = 0; r < rows.length; r++) {
      System.arraycopy(rows[r], 0, values, r * width, width);
    }
    return SparseMatrix.of(
        rows.length,
        width,
        IntStream.rangeClosed(0, rows.length).map(r -> r * width).toArray(),
        IntStream.range(0, values.length).map(e -> e % width).toArray(),
        values);
  }

  static float[][] random(int rows, int columns) {
    SplittableRandom random = new SplittableRandom(3);
    float[][] x = new float[rows][columns];
    for (float[] row : x) {
      for (int c = 0; c < columns; c++) {
        row[c] = (float) (2 * random.nextDouble() - 1);
      }
    }
    return x;
  }

  static GraphInputs inputs(GraphDataSet data, PoolingSettings settings) {
    return new GraphInputs(data, IntStream.range(0, data.count()).toArray(), settings);
  }

  /** Logits of all graphs as if each were evaluated in this batch. */
  static float[] logits(PoolingNetwork network, GraphBatch batch) {
    Pass pass = Pass.of(new Tape(Device.cpu(1)), false);
    return network.apply(pass, batch).logits().value().values();
  }

  /** All models. */
  static List<String> models() {
    return List.of(
        "diffpool",
        "diffpool-2",
        "diffpool-det",
        "diffpool-nolp",
        "sage",
        "s2v",
        "s2v-diffpool",
        "s2v-diffpool-2");
  }
}
