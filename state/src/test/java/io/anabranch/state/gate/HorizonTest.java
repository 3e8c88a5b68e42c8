// SPDX-License-Identifier: Apache-2.0
package io.anabranch.state.gate;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class HorizonTest {

  private final Horizon horizon = new Horizon();

  @Test
  void unknownUntilEveryPartitionWasHeard() {
    assertEquals(Long.MIN_VALUE, horizon.time());
    horizon.hear(1, 2, 50);
    assertEquals(Long.MIN_VALUE, horizon.time());
    horizon.hear(0, 2, 70);
    assertEquals(50, horizon.time());
  }

  @Test
  void theSlowestPartitionDecides() {
    horizon.hear(0, 2, 10);
    horizon.hear(1, 2, 20);
    horizon.hear(0, 2, 90);
    assertEquals(20, horizon.time());
  }

  @Test
  void neverFalls() {
    horizon.hear(0, 1, 10);
    horizon.hear(0, 1, 5);
    assertEquals(10, horizon.time());
  }

  @Test
  void isRestoredFromItsTimes() {
    horizon.hear(0, 2, 10);
    horizon.hear(1, 2, 20);
    Horizon restored = new Horizon(horizon.times());
    assertEquals(10, restored.time());
    assertArrayEquals(new long[] {10, 20}, restored.times());
  }

  @Test
  void itsTimesAreACopy() {
    horizon.hear(0, 1, 10);
    horizon.times()[0] = 99;
    assertEquals(10, horizon.time());
  }
}
