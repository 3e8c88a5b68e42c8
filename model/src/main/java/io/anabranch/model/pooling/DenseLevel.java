// SPDX-License-Identifier: Apache-2.0
package io.anabranch.model.pooling;

import io.anabranch.model.autograd.Operations;
import io.anabranch.model.autograd.Variable;
import io.anabranch.model.device.Blocks;

/**
 * Edges between clusters, with gradients.
 *
 * @param adjacency all clusters x clusters of a graph
 * @param shares the same, each row divided by its sum where that is above 1
 */
record DenseLevel(Blocks blocks, Variable adjacency, Variable shares) implements Level {

  static DenseLevel of(Operations o, Blocks blocks, Variable adjacency) {
    return new DenseLevel(blocks, adjacency, o.shareRows(adjacency));
  }

  @Override
  public Variable mean(Operations o, Variable x) {
    return o.blockProduct(shares, blocks, x, blocks);
  }

  @Override
  public Variable sum(Operations o, Variable x) {
    return o.blockProduct(adjacency, blocks, x, blocks);
  }

  @Override
  public Variable coarsened(Operations o, Variable s, Blocks clusters) {
    Variable weighed = o.blockProduct(adjacency, blocks, s, blocks);
    return o.transposedBlockProduct(s, weighed, blocks, clusters);
  }

  @Override
  public Variable squaredNorm(Operations o) {
    return o.squaredNorm(adjacency);
  }
}
