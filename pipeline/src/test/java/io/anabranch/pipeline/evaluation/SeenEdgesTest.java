// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.evaluation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.anabranch.state.event.EdgeEvent;
import io.anabranch.state.event.EdgeEvent.Op;
import org.junit.jupiter.api.Test;

class SeenEdgesTest {

  @Test
  void anEdgeIsKnownUntilTheHorizonHasPassedIt() {
    SeenEdges seen = new SeenEdges(10);
    assertTrue(seen.add(1, 100));
    assertFalse(seen.add(1, 100));
    assertTrue(seen.add(2, 101));
    seen.forgetBefore(101);
    assertEquals(1, seen.size());
    assertFalse(seen.add(2, 101), "one of this time may still come");
    seen.forgetBefore(102);
    assertEquals(0, seen.size());
  }

  @Test
  void whereThereIsNoRoomTheOldestGo() {
    SeenEdges seen = new SeenEdges(2);
    seen.add(1, 300);
    seen.add(2, 100);
    seen.add(3, 200);
    assertEquals(2, seen.size());
    assertTrue(seen.add(2, 100), "the oldest had gone, and goes again");
    assertFalse(seen.add(1, 300));
    assertFalse(seen.add(3, 200));
  }

  /** What it weighs makes no edge another one; when it was, and its id, do. */
  @Test
  void anEdgeIsItsEndsItsIdAndItsTime() {
    EdgeEvent edge = new EdgeEvent(Op.ADD, "a", "b", "", 5, 1);
    assertEquals(SeenEdges.hash(edge), SeenEdges.hash(new EdgeEvent(Op.ADD, "a", "b", "", 5, 2)));
    for (EdgeEvent other :
        new EdgeEvent[] {
          new EdgeEvent(Op.ADD, "b", "a", "", 5, 1),
          new EdgeEvent(Op.ADD, "a", "", "b", 5, 1),
          new EdgeEvent(Op.ADD, "a", "b", "1", 5, 1),
          new EdgeEvent(Op.ADD, "a", "b", "", 6, 1)
        }) {
      assertNotEquals(SeenEdges.hash(edge), SeenEdges.hash(other), other::toString);
    }
  }
}
