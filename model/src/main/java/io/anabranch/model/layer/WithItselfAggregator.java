// SPDX-License-Identifier: Apache-2.0
package io.anabranch.model.layer;

/**
 * A sum over the in-neighbors and the vertex itself under one matrix: what the vertex tells itself
 * is its message.
 */
abstract sealed class WithItselfAggregator extends SumAggregator
    permits GcnAggregator, NormalisedSumAggregator {

  private final Affine transform;

  WithItselfAggregator(Affine transform, boolean transformFirst) {
    super(transformFirst ? transform.outputWidth() : transform.inputWidth(), transformFirst);
    this.transform = transform;
  }

  @Override
  public final boolean countsItself() {
    return true;
  }

  @Override
  public final int message(int rows, float[] h, float[] p) {
    self(rows, h, p);
    return 0; // the quantiser sees to what is not finite
  }

  @Override
  public final void self(int rows, float[] h, float[] self) {
    if (transformFirst) {
      transform.multiply(rows, h, self);
    } else {
      System.arraycopy(h, 0, self, 0, rows * selfWidth());
    }
  }

  @Override
  public final void combine(int rows, float[] self, float[] sums, float[] out) {
    if (transformFirst) {
      transform.addBias(rows, sums, out);
    } else {
      transform.apply(rows, sums, out);
    }
  }
}
