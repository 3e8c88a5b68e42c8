// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.job;

/**
 * When the next checkpoint's barrier is to be expected: as long after the last one as that was
 * after the one before. What is packed long before it may have changed again by then.
 */
final class BarrierClock {

  private long last;
  private long between; // the last two; 0: there were no two

  /** A barrier passes, at a time in nanoseconds. */
  void passed(long now) {
    between = last == 0 ? 0 : now - last;
    last = now;
  }

  /** Whether the next one is to be expected within so many nanoseconds, or is only just late. */
  boolean isNextWithin(long nanos, long now) {
    return between > 0 && Math.abs(now - last - between) <= nanos;
  }

  /** Whether more than half of the way to the next one is over. */
  boolean isNextNear(long now) {
    return now - last >= between / 2;
  }
}
