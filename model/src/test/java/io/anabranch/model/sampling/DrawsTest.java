// SPDX-License-Identifier: Apache-2.0
package io.anabranch.model.sampling;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DrawsTest {

  @Test
  void belowIsUniform() {
    Draws draws = Draws.of(1, "test", 0);
    int[] counts = new int[7];
    for (int i = 0; i < 70_000; i++) {
      counts[draws.below(7)]++;
    }
    for (int count : counts) {
      assertEquals(10_000, count, 400); // more than four standard deviations
    }
    assertEquals(0, draws.below(1));
  }

  @Test
  void aStreamIsAFunctionOfSeedPurposeAndNumber() {
    double once = Draws.of(1, "walks", 2).unit();
    assertEquals(once, Draws.of(1, "walks", 2).unit());
    assertNotEquals(once, Draws.of(2, "walks", 2).unit());
    assertNotEquals(once, Draws.of(1, "negatives", 2).unit());
    assertNotEquals(once, Draws.of(1, "walks", 3).unit());
    assertTrue(once >= 0 && once < 1);
  }

  @Test
  void noStreamIsAPieceOfAnother() {
    Set<Long> seen = new HashSet<>();
    for (long number = 0; number < 200; number++) {
      Draws draws = Draws.of(1, "test", number);
      for (int i = 0; i < 50; i++) {
        assertTrue(seen.add(draws.bits()), "number " + number + ", draw " + i);
      }
    }
  }

  @Test
  void everyOrderIsAsLikely() {
    Draws draws = Draws.of(3, "test", 0);
    int[] counts = new int[6];
    for (int i = 0; i < 12_000; i++) {
      int[] order = {9, 0, 1, 2, 9};
      draws.shuffle(order, 1, 4);
      assertEquals(18, order[0] + order[4]);
      assertEquals(3, order[1] + order[2] + order[3]);
      counts[order[1] * 2 + (order[2] > order[3] ? 1 : 0)]++;
    }
    for (int count : counts) {
      assertEquals(2_000, count, 200);
    }
  }

  @Test
  void batchesHoldEachItemOnce() {
    int[] items = IntStream.range(100, 110).toArray();
    List<int[]> batches = Batches.of(items, 4, Draws.of(1, "batches", 0));
    assertEquals(List.of(4, 4, 2), batches.stream().map(b -> b.length).toList());
    int[] all = batches.stream().flatMapToInt(Arrays::stream).toArray();
    int[] sorted = all.clone();
    Arrays.sort(sorted);
    assertArrayEquals(items, sorted);
    assertNotEquals(Arrays.toString(items), Arrays.toString(all));
    assertEquals(1, Batches.of(items, Integer.MAX_VALUE, Draws.of(1, "batches", 0)).size());
    assertThrows(
        IllegalArgumentException.class, () -> Batches.of(items, 0, Draws.of(1, "batches", 0)));
  }

  @Test
  void numbersAreGivenInTheOrderOfMeeting() {
    Numbering numbering = new Numbering(50);
    for (int round = 0; round < 3; round++) {
      numbering.begin();
      assertEquals(0, numbering.number(7 + round));
      for (int v = 20; v < 45; v++) {
        assertEquals(v - 19, numbering.number(v));
      }
      assertEquals(0, numbering.number(7 + round));
      assertEquals(26, numbering.vertices().length);
      assertEquals(7 + round, numbering.vertices()[0]);
    }
  }
}
