// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.job;

/**
 * When the next checkpoint's barrier is to be expected: as long after the last one as that was
 * after the one before. Times are in milliseconds.
 */
final class BarrierClock {

  private static final long NONE = Long.MIN_VALUE;
  private static final long NEAR = 100; // to a barrier, at most
  private static final long LONG = 500; // for a checkpoint

  private long last = NONE;
  private long between; // the last two; 0: there were no two

  /** A barrier passes. */
  void passed(long now) {
    between = last == NONE ? 0 : now - last;
    last = now;
  }

  /** Whether the next one is to be expected soon, or is not late by much. */
  boolean isNextNear(long now) {
    return between > 0 && Math.abs(now - last - between) <= Math.min(NEAR, between / 10);
  }

  /** Whether the last one passed so lately that its checkpoint may be under way. */
  boolean isLastNear(long now) {
    return last != NONE && now - last <= (between == 0 ? LONG : Math.min(LONG, between / 2));
  }

  /** Whether barriers may lie farther apart than so many milliseconds. */
  boolean areFarApart(long millis) {
    return between == 0 || between > millis;
  }

  /** Whether at least half of the way to the next one is over, as far as is known. */
  boolean isPastHalf(long now) {
    return between == 0 || now - last >= between / 2;
  }
}
