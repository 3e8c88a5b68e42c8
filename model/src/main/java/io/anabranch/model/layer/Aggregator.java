// SPDX-License-Identifier: Apache-2.0
package io.anabranch.model.layer;

import io.anabranch.model.kernel.FixedPoint;

/**
 * What a vertex makes of its in-neighbors and of itself: the message that each in-neighbor sends,
 * what the vertex tells itself, and how the two come together. There are two kinds. A {@link
 * SumAggregator} needs no more of the messages than their sum in fixed point, so senders tell what
 * has changed. A {@link MailboxAggregator} cannot take back what it has heard, so the receiver
 * keeps the last message of every in-neighbor and begins anew. Stateless and thread-safe.
 */
public sealed interface Aggregator permits SumAggregator, MailboxAggregator {

  AggregatorType type();

  /** Elements in a message. */
  int messageWidth();

  /** Elements in what a vertex tells itself. */
  int selfWidth();

  /** Elements in the messages of all in-neighbors, taken together. */
  default int aggregateWidth() {
    return messageWidth();
  }

  /** The most in-neighbors that can be taken together. */
  default int mostNeighbors() {
    return FixedPoint.MAX_COUNT - 1;
  }

  /** Whether a message, and what a vertex tells itself, are h as it is. */
  boolean sendsFeatures();

  /**
   * What each vertex sends to the vertices whose in-neighbor it is.
   *
   * @param h rows x inputWidth
   * @param p rows x messageWidth, overwritten
   * @return how many elements of {@code p} were not finite and became 0
   */
  int message(int rows, float[] h, float[] p);

  /**
   * What each vertex tells itself.
   *
   * @param h rows x inputWidth
   * @param self rows x selfWidth, overwritten
   */
  void self(int rows, float[] h, float[] self);

  /**
   * The linear part of each vertex.
   *
   * @param self rows x selfWidth
   * @param aggregates rows x aggregateWidth: the messages, taken together
   * @param out rows x outputWidth, overwritten
   */
  void combine(int rows, float[] self, float[] aggregates, float[] out);
}
