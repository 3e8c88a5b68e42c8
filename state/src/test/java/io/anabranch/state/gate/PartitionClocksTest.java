// SPDX-License-Identifier: Apache-2.0
package io.anabranch.state.gate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.anabranch.state.gate.PartitionClocks.Partition;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PartitionClocksTest {

  private static final Partition P0 = new Partition("edges", 0);
  private static final Partition P1 = new Partition("edges", 1);

  private final PartitionClocks clocks = new PartitionClocks(100);

  @Test
  void lateIsBelowTheMaximumLessTheLateness() {
    assertTrue(clocks.admit(P0, 1_000));
    assertTrue(clocks.admit(P0, 900));
    assertFalse(clocks.admit(P0, 899));
    assertEquals(1_000, clocks.maximum(P0));
    assertEquals(900, clocks.time(P0));
  }

  @Test
  void aLateEventChangesNothing() {
    clocks.admit(P0, 1_000);
    clocks.admit(P0, 5);
    assertEquals(1_000, clocks.maximum(P0));
  }

  @Test
  void everyPartitionHasItsOwnClock() {
    clocks.admit(P0, 1_000);
    assertTrue(clocks.admit(P1, 5));
    assertTrue(clocks.admit(new Partition("features", 0), 5));
    assertEquals(5, clocks.maximum(P1));
  }

  @Test
  void nothingIsLateBeforeTheFirstEvent() {
    assertNull(clocks.maximum(P0));
    assertEquals(Long.MIN_VALUE, clocks.time(P0));
    assertTrue(clocks.admit(P0, 0));
  }

  @Test
  void ofWhatIsRestoredTheLargestCounts() {
    clocks.restore(P0, 700);
    clocks.restore(P0, 1_000);
    clocks.restore(P0, 800);
    assertEquals(1_000, clocks.maximum(P0));
    assertFalse(clocks.admit(P0, 899));
  }

  @Test
  void allPartitionsAreShown() {
    clocks.admit(P0, 1_000);
    clocks.admit(P1, 7);
    Map<Partition, Long> shown = new HashMap<>();
    clocks.forEach(shown::put);
    assertEquals(Map.of(P0, 1_000L, P1, 7L), shown);
  }

  @Test
  void withoutLatenessTheSameTimeStillPasses() {
    PartitionClocks strict = new PartitionClocks(0);
    assertTrue(strict.admit(P0, 10));
    assertTrue(strict.admit(P0, 10));
    assertFalse(strict.admit(P0, 9));
    assertThrows(IllegalArgumentException.class, () -> new PartitionClocks(-1));
  }
}
