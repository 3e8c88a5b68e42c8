// SPDX-License-Identifier: Apache-2.0
package io.anabranch.model.sage;

import io.anabranch.model.sampling.Fanouts;

/**
 * How an epoch is cut into steps.
 *
 * @param size of a batch; an epoch of no more than that is one batch
 * @param seed of all that is drawn: batches, neighborhoods, dropout, walks, negatives
 */
public record BatchPlan(int size, Fanouts fanouts, long seed) {

  public BatchPlan {
    if (size < 1) {
      throw new IllegalArgumentException("a batch has at least 1 item; got " + size);
    }
  }

  /** One batch an epoch, every layer hearing all in-neighbors. */
  public static BatchPlan whole(int depth, long seed) {
    return new BatchPlan(Integer.MAX_VALUE, Fanouts.all(depth), seed);
  }
}
