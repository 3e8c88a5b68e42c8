// SPDX-License-Identifier: Apache-2.0
package io.anabranch.state.control;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.anabranch.state.exchange.Message.Mark;
import org.junit.jupiter.api.Test;

class MarksTest {

  private final Marks marks = new Marks();

  @Test
  void completeWithTheLastSender() {
    assertFalse(marks.hear(new Mark(3, "a", 0, 3)));
    assertFalse(marks.hear(new Mark(3, "a", 2, 3)));
    assertTrue(marks.hear(new Mark(3, "a", 1, 3)));
    assertTrue(marks.isEmpty());
  }

  @Test
  void aRepeatedMarkChangesNothing() {
    assertFalse(marks.hear(new Mark(3, "a", 0, 2)));
    assertFalse(marks.hear(new Mark(3, "a", 0, 2)));
    assertTrue(marks.hear(new Mark(3, "a", 1, 2)));
  }

  @Test
  void probesDoNotMix() {
    assertFalse(marks.hear(new Mark(3, "a", 0, 2)));
    assertFalse(marks.hear(new Mark(3, "b", 1, 2)));
    assertTrue(marks.hear(new Mark(3, "a", 1, 2)));
    assertTrue(marks.hear(new Mark(3, "b", 0, 2)));
  }

  @Test
  void onlyTheLatestAreRemembered() {
    for (int i = 0; i <= Marks.LIMIT; i++) {
      marks.hear(new Mark(3, "p" + i, 0, 2));
    }
    assertEquals(Marks.LIMIT, marks.heard().size());
    assertFalse(marks.hear(new Mark(3, "p0", 1, 2)), "p0 was forgotten");
    assertTrue(marks.hear(new Mark(3, "p" + Marks.LIMIT, 1, 2)));
  }

  @Test
  void aSenderOutOfRangeIsRefused() {
    assertThrows(IllegalArgumentException.class, () -> marks.hear(new Mark(3, "a", 2, 2)));
    assertThrows(IllegalArgumentException.class, () -> marks.hear(new Mark(3, "a", -1, 2)));
  }
}
