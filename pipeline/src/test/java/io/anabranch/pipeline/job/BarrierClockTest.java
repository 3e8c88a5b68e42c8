// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.job;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class BarrierClockTest {

  private final BarrierClock clock = new BarrierClock();

  @Test
  void theNextOneComesAsLongAfterTheLastAsThatAfterTheOneBefore() {
    clock.passed(5_000);
    clock.passed(6_000);
    assertFalse(clock.isPastHalf(6_499));
    assertTrue(clock.isPastHalf(6_500));
    assertFalse(clock.isNextWithin(100, 6_899));
    assertTrue(clock.isNextWithin(100, 6_900));
    assertTrue(clock.isNextWithin(100, 7_100));
    assertFalse(clock.isNextWithin(100, 7_101), "it does not come: nobody waits for it");
  }

  @Test
  void ofOneAloneNothingFollows() {
    assertTrue(clock.isPastHalf(0));
    assertFalse(clock.isNextWithin(100, 0));
    clock.passed(5_000);
    assertTrue(clock.isPastHalf(5_000));
    assertFalse(clock.isNextWithin(100, 5_000));
  }
}
