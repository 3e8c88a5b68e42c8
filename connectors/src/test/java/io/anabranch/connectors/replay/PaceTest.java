// SPDX-License-Identifier: Apache-2.0
package io.anabranch.connectors.replay;

import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class PaceTest {

  private static final long MILLI = 1_000_000;

  /**
   * Time passes by a tenth of a millisecond whenever somebody looks, however short he really slept.
   */
  private long now;

  private long look() {
    return now += MILLI / 10;
  }

  @Test
  void keepsTheRate() {
    Pace pace = new Pace(1_000, this::look);
    for (int i = 0; i < 50; i++) {
      pace.await();
    }
    assertTrue(now >= 49 * MILLI && now <= 49.3 * MILLI, now + " ns");
  }

  @Test
  void doesNotMakeUpForAPauseWithABurst() {
    Pace pace = new Pace(1_000, this::look);
    pace.await();
    now += 10_000 * MILLI;
    long resumed = now;
    for (int i = 0; i < 150; i++) {
      pace.await();
    }
    // A debt of 100 ms is paid at once, the other 9.9 s are forgotten.
    assertTrue(now - resumed > 45 * MILLI && now - resumed < 55 * MILLI, "" + (now - resumed));
  }
}
