// SPDX-License-Identifier: Apache-2.0
package io.anabranch.model.autoencoder;

import io.anabranch.model.device.SparseMatrix;
import io.anabranch.model.graph.InNeighbors;
import java.util.Arrays;

/**
 * What a decoder is to give back, and how its errors weigh, as the program of Kipf & Welling 2016
 * has it: with S the number of directed edges of the training graph, an entry of the target weighs
 * {@code (n^2 - S) / S}, and the mean over all pairs is multiplied by {@code n^2 / (2 (n^2 - S))}.
 *
 * @param targets n x n, symmetric: the training edges in both directions, and the diagonal
 */
public record Reconstruction(SparseMatrix targets, double positiveWeight, double norm) {

  /**
   * @param graph both directions of each training edge once, no loops
   * @throws IllegalArgumentException when the graph is another, or has no edge
   */
  public static Reconstruction of(InNeighbors graph) {
    if (graph.edgeCount() == 0) {
      throw new IllegalArgumentException("a graph to learn from has at least one edge; got none");
    }
    SparseMatrix targets = targets(graph);
    double pairs = (double) graph.vertexCount() * graph.vertexCount();
    double others = pairs - graph.edgeCount();
    return new Reconstruction(targets, others / graph.edgeCount(), pairs / (2 * others));
  }

  private static SparseMatrix targets(InNeighbors graph) {
    int n = graph.vertexCount();
    int[] offsets = new int[n + 1];
    int[] columnOf = new int[n + graph.edgeCount()];
    for (int v = 0; v < n; v++) {
      int at = offsets[v];
      columnOf[at++] = v;
      for (int e = graph.start(v); e < graph.end(v); e++) {
        columnOf[at++] = graph.source(e);
      }
      Arrays.sort(columnOf, offsets[v], at);
      offsets[v + 1] = at;
    }
    requireSimple(n, offsets, columnOf);
    float[] ones = new float[columnOf.length];
    Arrays.fill(ones, 1f);
    return SparseMatrix.of(n, n, offsets, columnOf, ones);
  }

  private static void requireSimple(int n, int[] offsets, int[] columnOf) {
    for (int v = 0; v < n; v++) {
      for (int e = offsets[v]; e < offsets[v + 1]; e++) {
        int u = columnOf[e];
        if (e > offsets[v] && columnOf[e - 1] == u) {
          throw new IllegalArgumentException(
              "a graph to learn from has no loops and each edge once; got %d -> %d again"
                  .formatted(u, v));
        }
        if (Arrays.binarySearch(columnOf, offsets[u], offsets[u + 1], v) < 0) {
          throw new IllegalArgumentException(
              "a graph to learn from has both directions of each edge; got %d -> %d alone"
                  .formatted(u, v));
        }
      }
    }
  }
}
