// SPDX-License-Identifier: Apache-2.0
package io.anabranch.model.link;

import static io.anabranch.model.link.Snapshots.edge;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.anabranch.model.sampling.Pairs;
import io.anabranch.model.snapshot.GraphSnapshot;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LinkExamTest {

  /** a, b and c know each other in a row; d comes with the later edges. */
  private static final GraphSnapshot PAST =
      TimeSplit.at(Snapshots.of(1, edge("a", "b", 1), edge("c", "b", 2), edge("d", "a", 9)), 5)
          .past();

  @Test
  void edgesArePutWhereTheyBelong() {
    // a -> b known; b -> a known the other way round; a -> c fresh; d -> a unseen; a -> a a loop
    Pairs later = new Pairs(new int[] {0, 1, 0, 3, 0}, new int[] {1, 0, 2, 0, 0});

    LinkExam exam = LinkExam.draw(PAST, later, 1);

    assertArrayEquals(new int[] {0, 1, 0}, exam.known().edges().from());
    assertArrayEquals(new int[] {0}, exam.fresh().edges().from());
    assertArrayEquals(new int[] {2}, exam.fresh().edges().to());
    assertArrayEquals(new int[] {3}, exam.unseen().edges().from());
    assertEquals(4, exam.count());
  }

  @Test
  void withoutAPastThereIsNoExam() {
    GraphSnapshot none = Snapshots.of(1);
    assertThrows(
        TooFewEdgesException.class,
        () -> LinkExam.draw(none, new Pairs(new int[0], new int[0]), 1));
  }

  @Test
  void baselinesAsByHand() {
    Map<String, LinkScore> rules = Baselines.of(PAST);

    assertEquals(2, rules.get("degree").of(0, 1), "1 neighbor times 2");
    assertEquals(1, rules.get("common neighbors").of(0, 2), "b");
    assertEquals(0, rules.get("common neighbors").of(0, 1));
    assertEquals(1, rules.get("EdgeBank").of(1, 0), "in either direction");
    assertEquals(0, rules.get("EdgeBank").of(0, 2));
    assertEquals(2, rules.get("user recency").of(1, 2));
    assertEquals(Long.MIN_VALUE, rules.get("user recency").of(0, 2));
    assertEquals(2, rules.get("target recency").of(0, 1));
  }
}
