// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.job;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class SweptKeysTest {

  private int read;
  private int closed;

  @Test
  void aCopyIsReadAndClosedAtOnce() {
    SweptKeys keys = SweptKeys.copied(List.of("a", "b"), stored(3));
    assertEquals(3, read);
    assertEquals(1, closed);
    List<String> all = new ArrayList<>();
    keys.forEachRemaining(all::add);
    assertEquals(List.of("a", "b", "v0", "v1", "v2"), all);
    assertThrows(NoSuchElementException.class, keys::next);
  }

  @Test
  void inStepsOnlyWhatIsWantedIsRead() {
    SweptKeys keys = SweptKeys.inSteps(List.of("a"), stored(1_000));
    assertEquals("a", keys.next());
    assertEquals(0, read);
    for (int i = 0; i < 10; i++) {
      assertEquals("v" + i, keys.next());
    }
    assertTrue(read <= 11, read + " were read of 10");
    assertEquals(0, closed);
    keys.close();
    keys.close();
    assertEquals(1, closed);
    assertFalse(keys.hasNext(), "closed in the middle");
  }

  @Test
  void atTheEndItClosesItself() {
    SweptKeys keys = SweptKeys.inSteps(List.of(), stored(2));
    keys.next();
    keys.next();
    assertEquals(0, closed);
    assertFalse(keys.hasNext());
    assertEquals(1, closed);
  }

  private Stream<String> stored(int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> "v" + i)
        .peek(key -> read++)
        .onClose(() -> closed++);
  }
}
