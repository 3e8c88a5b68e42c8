// SPDX-License-Identifier: Apache-2.0
package io.anabranch.model.pooling;

import io.anabranch.model.device.Blocks;
import io.anabranch.model.device.SparseMatrix;
import io.anabranch.model.graph.InNeighbors;

/** Many graphs as one, a block of vertices each, out of which batches are cut. */
record GraphUnion(InNeighbors graph, Blocks vertices) {

  /** The vertices of chosen graphs, one graph after the other. */
  Blocks blocks(int[] graphs) {
    int[] sizes = new int[graphs.length];
    for (int i = 0; i < sizes.length; i++) {
      sizes[i] = vertices.size(graphs[i]);
    }
    return Blocks.of(sizes);
  }

  /** The edges of chosen graphs. */
  SparseLevel level(int[] graphs) {
    Blocks blocks = blocks(graphs);
    int n = blocks.rows();
    int[] offsets = new int[n + 1];
    int at = 0;
    for (int g : graphs) {
      for (int v = vertices.start(g); v < vertices.end(g); v++, at++) {
        offsets[at + 1] = offsets[at] + graph.inDegree(v);
      }
    }
    int[] columnOf = new int[offsets[n]];
    float[] weights = new float[offsets[n]];
    int next = 0;
    for (int i = 0; i < graphs.length; i++) {
      int shift = blocks.start(i) - vertices.start(graphs[i]);
      int end = graph.end(vertices.end(graphs[i]) - 1);
      for (int e = graph.start(vertices.start(graphs[i])); e < end; e++) {
        columnOf[next] = graph.source(e) + shift;
        weights[next++] = graph.weight(e);
      }
    }
    return SparseLevel.of(blocks, SparseMatrix.of(n, n, offsets, columnOf, weights));
  }

  /** The rows of a matrix, vertices x width, that belong to chosen graphs. */
  SparseMatrix rows(SparseMatrix x, int[] graphs) {
    Blocks blocks = blocks(graphs);
    int[] offsets = new int[blocks.rows() + 1];
    int at = 0;
    for (int g : graphs) {
      for (int v = vertices.start(g); v < vertices.end(g); v++, at++) {
        offsets[at + 1] = offsets[at] + x.offsets()[v + 1] - x.offsets()[v];
      }
    }
    int[] columnOf = new int[offsets[at]];
    float[] values = new float[offsets[at]];
    int next = 0;
    for (int g : graphs) {
      int first = x.offsets()[vertices.start(g)];
      int count = x.offsets()[vertices.end(g)] - first;
      System.arraycopy(x.columnOf(), first, columnOf, next, count);
      System.arraycopy(x.values(), first, values, next, count);
      next += count;
    }
    return SparseMatrix.of(at, x.columns(), offsets, columnOf, values);
  }
}
