// SPDX-License-Identifier: Apache-2.0
package io.anabranch.model.network;

import io.anabranch.model.device.SparseMatrix;
import io.anabranch.model.graph.InNeighbors;

/** Matrices that carry values along edges. */
public final class Propagation {

  private Propagation() {}

  /**
   * {@code D^-1/2 (A + I) D^-1/2}, the renormalisation trick of Kipf & Welling 2017, equation 2.
   * A[v][u] is the weight of the edge u -> v, parallel edges summed by the product; D is the
   * diagonal of the row sums of A + I. An entry is {@code w / sqrt(d_v d_u)}.
   *
   * @throws IllegalArgumentException when a row sum is not above 0, as negative weights can make it
   */
  public static SparseMatrix renormalised(InNeighbors graph) {
    int n = graph.vertexCount();
    double[] root = new double[n];
    int[] offsets = new int[n + 1];
    for (int v = 0; v < n; v++) {
      root[v] = Math.sqrt(degree(graph, v));
      offsets[v + 1] = offsets[v] + graph.inDegree(v) + 1;
    }
    int[] columnOf = new int[offsets[n]];
    float[] values = new float[offsets[n]];
    for (int v = 0; v < n; v++) {
      int at = offsets[v];
      columnOf[at] = v;
      values[at++] = (float) (1 / (root[v] * root[v]));
      for (int e = graph.start(v); e < graph.end(v); e++) {
        columnOf[at] = graph.source(e);
        values[at++] = (float) (graph.weight(e) / (root[v] * root[graph.source(e)]));
      }
    }
    return SparseMatrix.of(n, n, offsets, columnOf, values);
  }

  private static double degree(InNeighbors graph, int v) {
    double degree = 1;
    for (int e = graph.start(v); e < graph.end(v); e++) {
      degree += graph.weight(e);
    }
    if (!(degree > 0)) {
      throw new IllegalArgumentException(
          "1 and the weights of in-edges sum to more than 0; got " + degree + " at vertex " + v);
    }
    return degree;
  }
}
