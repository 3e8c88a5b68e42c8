// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.job;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class FlushPaceTest {

  private static final long MILLI = 1_000_000;

  private final FlushPace pace = new FlushPace();
  private long now;

  @Test
  void whoKeepsUpWaitsAsLongAsItIsTold() {
    assertEquals(5, pace.delay(5));
    flush(1_000, 10 * MILLI, MILLI / 4); // 2.5 % of the time
    assertEquals(5, pace.delay(5));
  }

  @Test
  void whoFlushesForMuchOfItsTimeGathersLonger() {
    flush(1_000, 10 * MILLI, 2 * MILLI); // 20 %
    assertEquals(25, pace.delay(5), "five times 4 %");
    flush(1_000, 10 * MILLI, 9 * MILLI);
    assertEquals(50, pace.delay(5), "but no longer than ten times");
    flush(1_000, 10 * MILLI, MILLI / 4);
    assertEquals(5, pace.delay(5), "and not for longer than that lasts");
  }

  @Test
  void aLoadThatIsOverIsForgottenInSeconds() {
    flush(1_000, 10 * MILLI, 9 * MILLI);
    flush(4, 1_000 * MILLI, MILLI / 4);
    assertEquals(5, pace.delay(5));
  }

  @Test
  void oneSlowFlushIsNoLoad() {
    flush(1_000, 10 * MILLI, MILLI / 4);
    flush(1, 10 * MILLI, 8 * MILLI);
    assertEquals(8, pace.delay(5), "as long as it took");
    flush(1, 10 * MILLI, MILLI / 4);
    assertEquals(5, pace.delay(5));
  }

  /** So many of one length, each that much after the one before. */
  private void flush(int count, long apart, long took) {
    for (int i = 0; i < count; i++) {
      now += apart;
      pace.flushed(now - took, now);
    }
  }
}
