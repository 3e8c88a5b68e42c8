// SPDX-License-Identifier: Apache-2.0
package io.anabranch.state.neighborhood;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.anabranch.state.event.EdgeEvent;
import io.anabranch.state.event.FeaturesEvent;
import io.anabranch.state.event.InputTopic;
import io.anabranch.state.event.LabelEvent;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Vertices v... are of group 0, all others of group 1. */
class EraseTest {

  private static final float[] SOME = {1, 2};

  private Bench bench;

  @BeforeEach
  void anEmptyGraph() {
    bench = new Bench(NeighborhoodFormat.NO_TTL);
  }

  @Test
  void usageExample() {
    bench.apply(new FeaturesEvent("v", 1, SOME));
    bench.apply(EdgeEvent.add("u", "v", 2)); // to the erased vertex
    bench.apply(EdgeEvent.add("v", "w", 3)); // and from it, kept at its other end
    bench.told();

    assertTrue(bench.erase("v", 5));
    assertEquals(List.of("u -> v, weight 1.0: -1", "gone v", "erased v"), bench.told());
    assertTrue(bench.sweep.isDue());
    bench.sweep.step(100);
    assertEquals(List.of("v -> w, weight 1.0: -1", "gone w"), bench.told());
    assertFalse(bench.sweep.isDue());
    assertEquals(2, bench.erases.size(), "kept in both groups: older writes may still come");

    bench.horizons(6);
    bench.assertNothingLeft();
  }

  @Test
  void olderWritesAreHeldOffAndNewerOnesStand() {
    bench.erase("v", 5);
    bench.told();
    assertFalse(bench.apply(new FeaturesEvent("v", 5, SOME)), "an erase wins a tie");
    assertFalse(bench.apply(new LabelEvent("v", 4, "fraud")));
    assertFalse(bench.apply(EdgeEvent.add("u", "v", 5)));
    assertFalse(bench.apply(EdgeEvent.add("v", "w", 5)));
    assertFalse(bench.apply(EdgeEvent.remove("v", "w", 5)), "there is nothing to remove");
    assertEquals(List.of(), bench.told());
    assertTrue(bench.apply(EdgeEvent.add("v", "w", 6)));
    assertTrue(bench.apply(new FeaturesEvent("v", 6, SOME)));
    assertEquals(
        List.of("v -> w, weight 1.0: +1", "self w [0.0, 0.0]", "self v [1.0, 2.0]"), bench.told());
    bench.sweep.step(100);
    assertEquals(List.of(), bench.told());
  }

  @Test
  void whatIsNewerThanTheEraseStays() {
    bench.apply(new FeaturesEvent("v", 6, SOME));
    bench.apply(new LabelEvent("v", 5, "fraud"));
    bench.apply(EdgeEvent.add("u", "v", 6));
    bench.apply(EdgeEvent.add("w", "v", 5));
    bench.apply(EdgeEvent.add("v", "w", 6));
    bench.told();
    bench.erase("v", 5);
    bench.sweep.step(100);
    assertEquals(List.of("w -> v, weight 1.0: -1", "self v [1.0, 2.0]", "erased v"), bench.told());
  }

  /** The row of a vertex that is not known may still be in the topic. */
  @Test
  void anUnknownVertexIsErasedAllTheSame() {
    bench.erase("v", 5);
    assertEquals(List.of("erased v"), bench.told());
    bench.sweep.step(1);
    bench.horizons(6);
    bench.assertNothingLeft();
  }

  @Test
  void anOlderOrTheSameEraseChangesNothing() {
    assertTrue(bench.erase("v", 5));
    bench.told();
    assertFalse(bench.erase("v", 5));
    assertFalse(bench.erase("v", 4));
    assertEquals(List.of(), bench.told());
    assertTrue(bench.erase("v", 6));
    assertFalse(bench.apply(new FeaturesEvent("v", 6, SOME)));
  }

  /** Edges of before may come by the edge topic, features by theirs. */
  @Test
  void itIsKeptUntilBothHorizonsHavePassed() {
    bench.erase("v", 5);
    bench.sweep.step(1);
    bench.horizon(InputTopic.FEATURES, 100);
    assertEquals(2, bench.erases.size());
    bench.horizon(InputTopic.EDGES, 5);
    assertEquals(2, bench.erases.size(), "5 has come, but not passed");
    bench.horizon(InputTopic.EDGES, 6);
    assertEquals(0, bench.erases.size());
  }

  @Test
  void itIsKeptUntilItIsSwept() {
    bench.apply(EdgeEvent.add("v", "w", 1));
    bench.erase("v", 5);
    bench.horizons(100);
    assertEquals(2, bench.erases.size());
    bench.told();
    bench.sweep.step(1);
    assertEquals(List.of("v -> w, weight 1.0: -1", "gone w"), bench.told());
    bench.assertNothingLeft();
  }

  /** One sweep for all erases that are there, another for those that come in between. */
  @Test
  void manyErasesInOneSweepAndNoneIsForgotten() {
    for (int i = 0; i < 10; i++) {
      bench.apply(EdgeEvent.add("v" + i, "w" + i, 1));
    }
    for (int i = 0; i < 9; i++) {
      bench.erase("v" + i, 5);
    }
    bench.told();
    bench.sweep.step(4 * 16);
    bench.erase("v9", 5);
    bench.sweep.step(1_000);
    bench.horizons(6);
    assertEquals(2, bench.erases.size(), "the last one waits for its own sweep");
    bench.sweep.step(1_000);
    bench.assertNothingLeft();
  }

  /** A thousand in-edges on several pages, a hundred of them from erased vertices. */
  @Test
  void aHubIsSweptOnAllItsPages() {
    for (int i = 0; i < 1_000; i++) {
      bench.apply(EdgeEvent.add("u" + i, "v", 1));
    }
    for (int i = 0; i < 1_000; i += 10) {
      bench.erase("u" + i, 5);
    }
    bench.told();
    bench.sweep.step(1_001);
    List<String> told = bench.told();
    assertEquals(100, told.stream().distinct().count());
    assertTrue(told.stream().allMatch(line -> line.matches("u\\d*0 -> v, weight 1.0: -1")));
    bench.erase("v", 6);
    bench.sweepAll();
    assertEquals(902, bench.told().size(), "900 edges, gone, erased");
    bench.horizons(7);
    bench.assertNothingLeft();
  }

  /** What is said in one step is a page, of 8 sqrt(20,000) edges at the most, and not 20,000. */
  @Test
  void anErasedHubLosesItsInEdgesInSteps() {
    for (int i = 0; i < 20_000; i++) {
      bench.apply(EdgeEvent.add("u" + i, "v", i % 100 == 0 ? 6 : 1));
    }
    bench.told();
    bench.erase("v", 5);
    assertEquals(List.of("erased v"), bench.told());
    int most = 0;
    int all = 0;
    for (int i = 20_000; bench.sweep.isDue(); i++) {
      bench.sweep.step(1);
      int told = bench.told().size();
      most = Math.max(most, told);
      all += told;
      bench.apply(EdgeEvent.add("u" + i, "v", 7)); // it lives on, and grows
      bench.told();
    }
    assertEquals(19_800, all);
    assertTrue(most < 1_500, most + " said in one step");
    for (int i = 0; i < 20_000; i += 100) {
      assertFalse(bench.apply(EdgeEvent.add("u" + i, "v", 6)), "it is still there");
    }
  }

  /** Nobody waits with half an erased vertex until a sweep through all others is over. */
  @Test
  void anErasedHubComesBeforeTheRestOfASweep() {
    for (int i = 0; i < 1_000; i++) {
      bench.apply(EdgeEvent.add("u" + i, "v", 1));
      bench.apply(EdgeEvent.add("u" + i, "w" + i, 1));
    }
    bench.erase("u0", 5);
    bench.sweep.step(1);
    bench.erase("v", 5);
    bench.told();
    for (int page = 0; page < 6; page++) {
      bench.sweep.step(1);
    }
    List<String> told = bench.told();
    assertTrue(told.contains("gone v"), () -> told.size() + " edges went in 6 steps");
    bench.sweepAll();
    bench.horizons(6);
    assertFalse(bench.apply(EdgeEvent.add("u1", "w1", 1)), "it is still there");
  }

  /** A crash in the middle: what is left of the erased hub is swept after it. */
  @Test
  void anErasedHubIsFinishedAfterARestore() {
    for (int i = 0; i < 1_000; i++) {
      bench.apply(EdgeEvent.add("u" + i, "v", 1));
    }
    bench.erase("v", 5);
    bench.sweep.step(1);
    Map<Integer, byte[]> kept = new HashMap<>();
    bench.erases.writeBack(kept::put);
    bench.restart(kept);
    bench.told();
    bench.sweepAll();
    assertTrue(bench.told().contains("gone v"));
    bench.horizons(6);
    bench.assertNothingLeft();
  }

  /** A tombstone and its deadline go with the vertex, too. */
  @Test
  void noDeadlineIsLeftBehind() {
    bench.apply(EdgeEvent.remove("u", "v", 2));
    bench.apply(new FeaturesEvent("v", 3, null));
    bench.erase("v", 5);
    bench.sweep.step(1);
    assertEquals(0, bench.asked().size());
    bench.horizons(6);
    bench.assertNothingLeft();
  }

  @Test
  void aSweepThatWasNotThroughBeginsAnew() {
    bench.apply(EdgeEvent.add("v", "w", 1));
    bench.apply(EdgeEvent.add("v", "x", 1));
    bench.erase("v", 5);
    bench.sweep.step(1);
    Map<Integer, byte[]> kept = new HashMap<>();
    bench.erases.writeBack(kept::put);
    assertEquals(2, kept.size());

    Erases restored = new Erases(2, vertex -> vertex.startsWith("v") ? 0 : 1);
    kept.forEach(restored::restore);
    assertEquals(2, restored.size());
    assertTrue(restored.isWaiting());
    assertEquals(5, restored.erased("w", "v", 5).eventTime());
    bench.sweep.step(1);
    bench.erases.writeBack(kept::put);
    kept.forEach(restored::restore);
    assertFalse(restored.isWaiting(), "swept");
    bench.horizons(6);
    bench.erases.writeBack((group, bytes) -> assertEquals(null, bytes));
  }

  @Test
  void anotherFormatIsRefused() {
    IllegalStateException e =
        assertThrows(
            IllegalStateException.class, () -> GroupErases.fromBytes(new byte[] {2, 0, 0}));
    assertEquals("erases of format 2, this build reads up to 1", e.getMessage());
    assertThrows(IllegalStateException.class, () -> GroupErases.fromBytes(new byte[] {1, 3}));
  }
}
