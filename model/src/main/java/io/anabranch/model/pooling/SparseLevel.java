// SPDX-License-Identifier: Apache-2.0
package io.anabranch.model.pooling;

import io.anabranch.model.autograd.Operations;
import io.anabranch.model.autograd.Variable;
import io.anabranch.model.device.Blocks;
import io.anabranch.model.device.Matrix;
import io.anabranch.model.device.SparseMatrix;

/**
 * Constant edges: those of the data set, or of a clustering that is not learnt.
 *
 * @param adjacency all vertices x all vertices; A[v][u] is the weight of u -> v
 * @param shares the same pattern, each row divided by its sum
 */
record SparseLevel(Blocks blocks, SparseMatrix adjacency, SparseMatrix shares) implements Level {

  /** A row of weights that sum to 0 has no shares: its mean is 0. */
  static SparseLevel of(Blocks blocks, SparseMatrix adjacency) {
    float[] shares = adjacency.values().clone();
    for (int v = 0; v < adjacency.rows(); v++) {
      double sum = 0;
      for (int e = adjacency.offsets()[v]; e < adjacency.offsets()[v + 1]; e++) {
        sum += shares[e];
      }
      for (int e = adjacency.offsets()[v]; e < adjacency.offsets()[v + 1]; e++) {
        shares[e] = sum == 0 ? 0 : (float) (shares[e] / sum);
      }
    }
    return new SparseLevel(blocks, adjacency, adjacency.withValues(shares));
  }

  @Override
  public Variable mean(Operations o, Variable x) {
    return o.matmul(shares, x);
  }

  @Override
  public Variable sum(Operations o, Variable x) {
    return o.matmul(adjacency, x);
  }

  @Override
  public Variable coarsened(Operations o, Variable s, Blocks clusters) {
    return o.transposedBlockProduct(s, o.matmul(adjacency, s), blocks, clusters);
  }

  /** Parallel edges are taken as one each: they do not occur in the sets that we read. */
  @Override
  public Variable squaredNorm(Operations o) {
    double sum = 0;
    for (float w : adjacency.values()) {
      sum += (double) w * w;
    }
    return o.constant(Matrix.of(1, 1, (float) sum));
  }
}
