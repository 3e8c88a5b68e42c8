// SPDX-License-Identifier: Apache-2.0
package io.anabranch.model.layer;

import io.anabranch.model.kernel.FixedPoint;

/**
 * Graph convolution (Kipf and Welling 2017, equation 2 with the renormalisation trick), as PyTorch
 * Geometric's {@code GCNConv} has it:
 *
 * <pre>{@code b + W (sum of w_uv h_u / sqrt(d_u) + h_v / sqrt(d_v)) / sqrt(d_v)}</pre>
 *
 * with d_v 1 and the weights of v's in-edges ({@link Degree}). The sender divides by the root of
 * its own degree, before it sends and before it tells itself; the receiver divides by the root of
 * its own. A self-loop comes on top of the vertex itself.
 */
final class NormalisedSumAggregator extends WithItselfAggregator {

  NormalisedSumAggregator(Affine transform, boolean transformFirst) {
    super(transform, transformFirst);
  }

  @Override
  public AggregatorType type() {
    return AggregatorType.NORMALISED_SUM;
  }

  @Override
  public boolean isNormalised() {
    return true;
  }

  @Override
  public void mean(
      long[] sums, int off, long degree, float[] self, int selfOff, float[] out, int outOff) {
    double scale = Degree.scale(degree);
    FixedPoint.scaledWith(sums, off, self, selfOff, scale, out, outOff, messageWidth());
  }
}
