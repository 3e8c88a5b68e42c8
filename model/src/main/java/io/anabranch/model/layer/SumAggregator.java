// SPDX-License-Identifier: Apache-2.0
package io.anabranch.model.layer;

/**
 * An aggregator of sums. It is linear, so {@code W_l} may come after the sum or before it.
 * <em>Aggregate-first</em>: a message is h_u itself, the receiver multiplies; sums do not depend on
 * the model. <em>Transform-first</em>: the sender multiplies once for all its receivers, a message
 * is {@code W_l h_u}, the receiver only adds. The two round differently: a layer is one or the
 * other, everywhere. What a vertex tells itself goes the same way, computed once and good for as
 * long as h_v is. Messages are quantised by the sender.
 */
public abstract sealed class SumAggregator implements Aggregator
    permits MeanAggregator, WithItselfAggregator {

  private final int messageWidth;
  final boolean transformFirst;

  SumAggregator(int messageWidth, boolean transformFirst) {
    this.messageWidth = messageWidth;
    this.transformFirst = transformFirst;
  }

  /** Whether what the vertex tells itself is one more message, and part of its mean. */
  public abstract boolean countsItself();

  /**
   * Whether what a vertex sends and tells itself is divided by the root of its degree, which the
   * caller does: {@link Degree}.
   */
  public boolean isNormalised() {
    return false;
  }

  /**
   * The mean that a sum stands for, of one vertex; where it {@link #isNormalised}, the sum.
   *
   * @param sums holds, from the offset on, the sum of the in-neighbors' quanta; null is zeros
   * @param count the number of in-neighbors; where it is normalised, their weights in quanta
   * @param self holds, from its offset on, what the vertex tells itself
   * @param out messageWidth elements from the offset on, overwritten
   */
  public abstract void mean(
      long[] sums, int off, long count, float[] self, int selfOff, float[] out, int outOff);

  @Override
  public final int messageWidth() {
    return messageWidth;
  }

  @Override
  public final int selfWidth() {
    return messageWidth;
  }

  @Override
  public final boolean sendsFeatures() {
    return !transformFirst && !isNormalised();
  }
}
