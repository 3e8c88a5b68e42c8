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
    assertFalse(clock.isNextNear(6_899));
    assertTrue(clock.isNextNear(6_900));
    assertTrue(clock.isNextNear(7_100));
    assertFalse(clock.isNextNear(7_101), "it does not come: nobody waits for it");
    assertTrue(clock.isLastNear(6_500));
    assertFalse(clock.isLastNear(6_501));
  }

  @Test
  void whereTheyComeOftenMostOfTheTimeIsNearNone() {
    clock.passed(5_000);
    clock.passed(5_100);
    assertTrue(clock.isLastNear(5_150));
    assertFalse(clock.isLastNear(5_151));
    assertFalse(clock.isNextNear(5_189));
    assertTrue(clock.isNextNear(5_190));
  }

  @Test
  void ofOneAloneNothingFollows() {
    assertTrue(clock.isPastHalf(0));
    assertFalse(clock.isNextNear(0));
    assertFalse(clock.isLastNear(0));
    clock.passed(5_000);
    assertTrue(clock.isPastHalf(5_000));
    assertFalse(clock.isNextNear(5_000));
    assertTrue(clock.isLastNear(5_500));
    assertFalse(clock.isLastNear(5_501));
  }
}
