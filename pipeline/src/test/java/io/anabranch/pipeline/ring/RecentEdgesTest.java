// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.ring;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class RecentEdgesTest {

  private final RecentEdges recent = new RecentEdges(100);

  @Test
  void usageExample() {
    recent.add("a", "b", 10, true);
    recent.add("b", "c", 20, false);
    recent.add("c", "b", 30, true);

    assertFalse(recent.triggers("b", 0, 3), "two of b's three edges are surprising");
    assertFalse(recent.triggers("b", 20, 2), "one of them is too old");
    assertTrue(recent.triggers("b", 0, 2));
    assertFalse(recent.triggers("b", 0, 1), "they have counted");
    recent.add("d", "b", 40, true);
    assertTrue(recent.triggers("b", 0, 1));
  }

  @Test
  void theOldestGoFirstAndLeaveNothing() {
    RecentEdges few = new RecentEdges(2);
    few.add("a", "b", 1, false);
    few.add("b", "c", 2, false);
    assertEquals(2 + 3, few.entries());
    few.add("c", "d", 3, false);
    assertEquals(2 + 3, few.entries(), "a is not known any more");
    assertEquals(List.of(), few.of("a", 0));
    few.forgetBefore(3);
    assertEquals(1 + 2, few.entries());
    few.forgetBefore(4);
    assertEquals(0, few.entries());
  }

  @Test
  void anErasedVertexLeavesNothing() {
    recent.add("a", "b", 1, true);
    recent.add("b", "b", 2, true); // a loop
    recent.add("a", "c", 3, true);
    recent.triggers("b", 0, 1);
    recent.erase("b");
    assertEquals(1 + 2, recent.entries());
    assertEquals(List.of("c"), recent.of("a", 0).stream().map(RecentEdge::dst).toList());
    recent.erase("nobody");
    recent.erase("a");
    assertEquals(0, recent.entries());
  }

  @Test
  void aStateGoesOnAsIfNothingHadHappened() throws IOException {
    SplittableRandom random = new SplittableRandom(5);
    RecentEdges live = new RecentEdges(5_000);
    for (int i = 0; i < 12_000; i++) {
      live.add("v" + random.nextInt(40), "v" + random.nextInt(40), i, random.nextInt(3) == 0);
      live.triggers("v" + random.nextInt(40), i - 500, 4);
    }
    RecentEdges restored = new RecentEdges(5_000);
    RecentEdgesFormat.read(RecentEdgesFormat.write(live), restored);
    assertEquals(live.entries(), restored.entries());
    for (int i = 0; i < 2_000; i++) {
      String vertex = "v" + random.nextInt(40);
      boolean surprising = random.nextBoolean();
      live.add(vertex, "w", 12_000 + i, surprising);
      restored.add(vertex, "w", 12_000 + i, surprising);
      assertEquals(live.triggers(vertex, 11_000, 4), restored.triggers(vertex, 11_000, 4));
      assertEquals(live.of(vertex, 0), restored.of(vertex, 0));
    }
  }

  @Test
  void damagedPiecesAreRefused() throws IOException {
    recent.add("a", "b", 1, true);
    List<byte[]> pieces = RecentEdgesFormat.write(recent);
    pieces.get(0)[3] ^= 1;
    assertThrows(IOException.class, () -> RecentEdgesFormat.read(pieces, new RecentEdges(10)));
  }
}
