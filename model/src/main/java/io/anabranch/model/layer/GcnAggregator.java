// SPDX-License-Identifier: Apache-2.0
package io.anabranch.model.layer;

import io.anabranch.model.kernel.FixedPoint;

/**
 * The mean of the in-neighbors and the vertex itself, which Hamilton, Ying and Leskovec (2017,
 * equation 2) call the convolutional aggregator:
 *
 * <pre>{@code b + W mean({h_v} u {h_u : u in N(v)})}</pre>
 *
 * with {@code W} = {@code lin_l.weight}. The vertex counts as one more in-neighbor of weight 1; a
 * self-loop comes on top of that. What it tells itself is its message, which is quantised as those
 * of the others are.
 */
final class GcnAggregator extends WithItselfAggregator {

  GcnAggregator(Affine transform, boolean transformFirst) {
    super(transform, transformFirst);
  }

  @Override
  public AggregatorType type() {
    return AggregatorType.GCN;
  }

  @Override
  public int mostNeighbors() {
    return FixedPoint.MAX_COUNT - 1;
  }

  @Override
  public void mean(
      long[] sums, int off, long count, float[] self, int selfOff, float[] out, int outOff) {
    FixedPoint.meanWith(sums, off, count, self, selfOff, out, outOff, messageWidth());
  }
}
