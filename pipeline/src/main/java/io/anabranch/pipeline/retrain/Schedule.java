// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.retrain;

import java.time.Duration;

/**
 * At once, and again with a pause between rounds.
 *
 * @param pause from the end of a round to the next
 * @param rounds how many there are
 */
public record Schedule(Duration pause, int rounds) implements Trigger {

  /** At once, and never again. */
  public static final Schedule ONCE = new Schedule(Duration.ZERO, 1);

  /** At once, and again for ever. */
  public static Schedule every(Duration pause) {
    return new Schedule(pause, Integer.MAX_VALUE);
  }

  @Override
  public boolean await(int round) throws InterruptedException {
    if (round > 0 && round < rounds) {
      Thread.sleep(pause.toMillis());
    }
    return round < rounds;
  }
}
