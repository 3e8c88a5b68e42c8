// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.job;

/**
 * When the next checkpoint's barrier is to be expected: as long after the last one as that was
 * after the one before. Times are in milliseconds.
 */
final class BarrierClock {

  private static final long NONE = Long.MIN_VALUE;

  private long last = NONE;
  private long between; // the last two; 0: there were no two

  /** A barrier passes. */
  void passed(long now) {
    between = last == NONE ? 0 : now - last;
    last = now;
  }

  /** Whether the next one is to be expected within so long, or is late by no more. */
  boolean isNextWithin(long millis, long now) {
    return between > 0 && Math.abs(now - last - between) <= millis;
  }

  /** Whether at least half of the way to the next one is over, as far as is known. */
  boolean isPastHalf(long now) {
    return between == 0 || now - last >= between / 2;
  }
}
