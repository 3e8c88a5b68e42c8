// SPDX-License-Identifier: Apache-2.0
package io.anabranch.model.dataset;

import io.anabranch.model.device.SparseMatrix;
import io.anabranch.model.graph.InNeighbors;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * The vertices that are left when some are removed, and what is left of a data set with them.
 *
 * @param kept those left, ascending
 * @param numberOf for each vertex its new number, -1 where it is removed
 */
record Remaining(int[] kept, int[] numberOf) {

  static Remaining after(int[] removed, int vertices) {
    int[] numberOf = new int[vertices];
    for (int v : removed) {
      if (v < 0 || v >= vertices) {
        throw new IllegalArgumentException(
            "a removed vertex lies from 0 to %d; got %d".formatted(vertices - 1, v));
      }
      numberOf[v] = -1;
    }
    int[] kept = IntStream.range(0, vertices).filter(v -> numberOf[v] == 0).toArray();
    for (int i = 0; i < kept.length; i++) {
      numberOf[kept[i]] = i;
    }
    return new Remaining(kept, numberOf);
  }

  NodeDataSet of(NodeDataSet data) {
    return new NodeDataSet(
        graph(data.graph()),
        features(data.features()),
        IntStream.of(kept).map(v -> data.labels()[v]).toArray(),
        data.classes(),
        renumbered(data.train()),
        renumbered(data.validation()),
        renumbered(data.test()));
  }

  private int[] renumbered(int[] vertices) {
    return IntStream.of(vertices).map(v -> numberOf[v]).filter(v -> v >= 0).toArray();
  }

  private InNeighbors graph(InNeighbors graph) {
    int[] src = new int[graph.edgeCount()];
    int[] dst = new int[graph.edgeCount()];
    float[] weights = new float[graph.edgeCount()];
    int count = 0;
    for (int v : kept) {
      for (int e = graph.start(v); e < graph.end(v); e++) {
        if (numberOf[graph.source(e)] >= 0) {
          src[count] = numberOf[graph.source(e)];
          dst[count] = numberOf[v];
          weights[count++] = graph.weight(e);
        }
      }
    }
    return InNeighbors.of(
        kept.length,
        Arrays.copyOf(src, count),
        Arrays.copyOf(dst, count),
        Arrays.copyOf(weights, count));
  }

  private SparseMatrix features(SparseMatrix features) {
    int[] offsets = new int[kept.length + 1];
    int[] columnOf = new int[features.entryCount()];
    float[] values = new float[features.entryCount()];
    int count = 0;
    for (int r = 0; r < kept.length; r++) {
      int from = features.offsets()[kept[r]];
      int length = features.offsets()[kept[r] + 1] - from;
      System.arraycopy(features.columnOf(), from, columnOf, count, length);
      System.arraycopy(features.values(), from, values, count, length);
      count += length;
      offsets[r + 1] = count;
    }
    return SparseMatrix.of(
        kept.length,
        features.columns(),
        offsets,
        Arrays.copyOf(columnOf, count),
        Arrays.copyOf(values, count));
  }
}
