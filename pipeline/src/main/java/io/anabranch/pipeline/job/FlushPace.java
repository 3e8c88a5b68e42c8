// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.job;

/**
 * How long a stage gathers before it flushes. What changes several times meanwhile is computed
 * once, so a stage that spends much of its time on flushes gathers longer, and has less to do: who
 * cannot keep up trades milliseconds for throughput. A stage that keeps up waits no longer than it
 * is told to.
 */
final class FlushPace {

  /** A stage keeps up well while it flushes for so much of its time. */
  private static final double AT_EASE = 0.04;

  /** So many times as long as it is told to a stage gathers at most. */
  private static final int MOST = 10;

  /** Nanoseconds that a load counts for: one slow flush alone is little. */
  private static final double MEMORY = 1e9;

  private static final long NANOS = 1_000_000; // a millisecond

  private double share; // of the time, smoothed
  private long lastEnd = Long.MIN_VALUE;
  private long last; // nanoseconds

  /** A flush took that long; by a clock of nanoseconds. */
  void flushed(long start, long end) {
    last = end - start;
    if (lastEnd != Long.MIN_VALUE && end > lastEnd) {
      double since = end - lastEnd;
      share += (1 - Math.exp(-since / MEMORY)) * (last / since - share);
    }
    lastEnd = end;
  }

  /** Milliseconds that the last flush took. */
  long last() {
    return last / NANOS;
  }

  /**
   * Milliseconds before the next flush.
   *
   * @param told what a stage is told to wait, milliseconds
   */
  long delay(long told) {
    double times = Math.max(1, Math.min(MOST, share / AT_EASE));
    return Math.max(last(), Math.round(told * times));
  }
}
