// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.demo;

import io.anabranch.pipeline.retrain.Trigger;

/**
 * Once, when so many records have been sent or all of them; again after a moment where that came to
 * nothing, a few times.
 */
final class Enough implements Trigger {

  private static final int TRIES = 60;
  private static final long MOMENT = 1_000; // milliseconds

  private final long wanted;
  private long sent;
  private boolean all;
  private boolean nothing; // came of the last round; by the side job's thread alone

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

  @Override
  public boolean await(int round) throws InterruptedException {
    awaitWanted();
    boolean again = round == 0 || nothing;
    if (nothing) {
      Thread.sleep(MOMENT);
    }
    nothing = false;
    return again && round < TRIES;
  }

  private synchronized void awaitWanted() throws InterruptedException {
    while (sent < wanted && !all) {
      wait();
    }
  }

  @Override
  public void cameToNothing() {
    nothing = true;
  }
}
