// SPDX-License-Identifier: Apache-2.0
package io.anabranch.model.pooling;

import io.anabranch.model.autograd.Operations;
import io.anabranch.model.autograd.Variable;
import io.anabranch.model.device.Blocks;

/** The edges of a batch of graphs, at one level of coarsening. A is block-diagonal. */
sealed interface Level permits SparseLevel, DenseLevel {

  /** The vertices, or clusters, of each graph. */
  Blocks blocks();

  /** {@code D^-1 A x}: for each vertex the mean over its in-neighbors, 0 of none. */
  Variable mean(Operations o, Variable x);

  /** {@code A x}: for each vertex the sum over its in-neighbors. */
  Variable sum(Operations o, Variable x);

  /**
   * {@code S' A S}, graph by graph (Ying et al. 2018, equation 4).
   *
   * @param s vertices x clusters
   * @param clusters of each graph
   * @return all clusters x clusters
   */
  Variable coarsened(Operations o, Variable s, Blocks clusters);

  /** {@code |A|^2}, the sum of the squares of all elements: 1 x 1. */
  Variable squaredNorm(Operations o);
}
