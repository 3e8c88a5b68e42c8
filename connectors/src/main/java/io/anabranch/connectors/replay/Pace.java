// SPDX-License-Identifier: Apache-2.0
package io.anabranch.connectors.replay;

import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;

/**
 * Holds a loop back to a rate. What was lost to a pause of more than 100 ms is not made up for by a
 * burst, which would be measured as latency.
 */
final class Pace {

  private static final long LARGEST_DEBT = 100_000_000;
  private static final long NAP = 500_000;

  private final double nanosEach;
  private final LongSupplier nanoTime;
  private double due;

  Pace(double rate, LongSupplier nanoTime) {
    this.nanosEach = 1e9 / rate;
    this.nanoTime = nanoTime;
    this.due = nanoTime.getAsLong();
  }

  /** Returns when the next one is due. */
  void await() {
    long now = nanoTime.getAsLong();
    while (due > now) {
      LockSupport.parkNanos(Math.min(NAP, (long) (due - now)));
      now = nanoTime.getAsLong();
    }
    due = Math.max(due, (double) (now - LARGEST_DEBT)) + nanosEach;
  }
}
