// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.demo;

import io.anabranch.pipeline.retrain.Trigger;
import java.util.concurrent.TimeUnit;

/**
 * Once, when so many records have been sent or all of them; again after a moment where that came to
 * nothing, a few times.
 */
final class Enough implements Trigger {

  private static final int TRIES = 60;
  private static final long MOMENT_NANOS = 1_000_000_000;

  private final long wanted;
  private long sent;
  private boolean all;
  private boolean done;

  /**
   * @param wanted records
   */
  Enough(long wanted) {
    this.wanted = wanted;
  }

  /** Hears how many have been sent. */
  synchronized void sent(long records) {
    sent = records;
    notifyAll();
  }

  /** Hears that there are no more. */
  synchronized void all() {
    all = true;
    notifyAll();
  }

  /** How many have been sent by now. */
  synchronized long sent() {
    return sent;
  }

  /** Whether so many edges are enough: half of the records wanted, or all that there are. */
  synchronized boolean isIn(long edges) {
    return all || edges >= wanted / 2;
  }

  /** Hears that a round came to its end: there is no need of another. */
  synchronized void done() {
    done = true;
  }

  @Override
  public synchronized boolean await(int round) throws InterruptedException {
    while (sent < wanted && !all) {
      wait();
    }
    if (round > 0 && !done) {
      waitAMoment();
    }
    return !done && round < TRIES;
  }

  /** However often somebody says that there is more. */
  private void waitAMoment() throws InterruptedException {
    long end = System.nanoTime() + MOMENT_NANOS;
    for (long left = MOMENT_NANOS; left > 0; left = end - System.nanoTime()) {
      TimeUnit.NANOSECONDS.timedWait(this, left);
    }
  }
}
