// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.job;

import static java.util.Comparator.comparingInt;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.anabranch.state.exchange.KeyGroups;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Set;
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
    assertEquals(Set.of("a", "b", "v0", "v1", "v2"), Set.copyOf(all(keys)));
    assertThrows(NoSuchElementException.class, keys::next);
  }

  /** Flink's backends give them by group; those in front are put in where they belong. */
  @Test
  void eachComesOnceAndGroupByGroup() {
    List<String> live = IntStream.range(90, 140).mapToObj(i -> "v" + i).toList();
    List<String> all = all(SweptKeys.inSteps(live, stored(100)));
    assertEquals(140, all.size());
    assertEquals(140, Set.copyOf(all).size());
    List<Integer> groups = all.stream().map(KeyGroups::of).toList();
    assertEquals(groups.stream().sorted().toList(), groups);
  }

  @Test
  void inStepsOnlyWhatIsWantedIsRead() {
    SweptKeys keys = SweptKeys.inSteps(List.of(), stored(1_000));
    for (int i = 0; i < 10; i++) {
      keys.next();
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
    SweptKeys keys = SweptKeys.inSteps(List.of("a"), stored(2));
    keys.next();
    keys.next();
    keys.next();
    assertEquals(0, closed);
    assertFalse(keys.hasNext());
    assertEquals(1, closed);
  }

  private static List<String> all(SweptKeys keys) {
    List<String> all = new ArrayList<>();
    keys.forEachRemaining(all::add);
    return all;
  }

  private Stream<String> stored(int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> "v" + i)
        .sorted(comparingInt(KeyGroups::of))
        .toList()
        .stream()
        .peek(key -> read++)
        .onClose(() -> closed++);
  }
}
