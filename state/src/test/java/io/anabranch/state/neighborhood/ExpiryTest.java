// SPDX-License-Identifier: Apache-2.0
package io.anabranch.state.neighborhood;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.anabranch.state.event.EdgeEvent;
import io.anabranch.state.event.EdgeEvent.Op;
import io.anabranch.state.event.FeaturesEvent;
import io.anabranch.state.exchange.Cause;
import io.anabranch.state.page.PageFormat;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Edges that live for ten milliseconds. */
class ExpiryTest {

  private final Bench bench = new Bench(10);

  /** Written at 1 and living for 10: it is there while the horizon is 10, and not when it is 11. */
  @Test
  void usageExample() {
    assertTrue(bench.apply(EdgeEvent.add("u", "v", 1)));
    assertEquals(List.of("u -> v, weight 1.0: +1", "self v [0.0, 0.0]"), bench.told());
    assertEquals(Set.of("11 v EDGES"), bench.asked());
    bench.horizons(10);
    assertEquals(List.of(), bench.told());
    bench.horizons(11);
    assertEquals(List.of("u -> v, weight 1.0: -1", "gone v"), bench.told());
    bench.assertNothingLeft();
    assertEquals(1, bench.neighborhood.expired());
  }

  @Test
  void aLaterWriteOfTheSameEdgeLivesLonger() {
    bench.apply(EdgeEvent.add("u", "v", 1));
    bench.apply(EdgeEvent.add("u", "v", 5));
    bench.told();
    bench.horizons(11);
    assertEquals(List.of(), bench.told());
    assertEquals(Set.of("15 v EDGES"), bench.asked());
    bench.horizons(15);
    assertEquals(List.of("u -> v, weight 1.0: -1", "gone v"), bench.told());
    bench.assertNothingLeft();
  }

  @Test
  void theWeightThatIsRetractedIsTheLatest() {
    bench.apply(new EdgeEvent(Op.ADD, "u", "v", "", 1, 2f));
    bench.apply(new EdgeEvent(Op.ADD, "u", "v", "", 2, 3f));
    bench.told();
    bench.horizons(12);
    assertEquals(List.of("u -> v, weight 3.0: -1", "gone v"), bench.told());
  }

  @Test
  void aVertexWithFeaturesStaysWithoutItsEdges() {
    bench.apply(new FeaturesEvent("v", 1, new float[] {1, 2}));
    bench.apply(EdgeEvent.add("u", "v", 1));
    bench.apply(EdgeEvent.add("w", "v", 3));
    bench.told();
    bench.horizons(11);
    assertEquals(List.of("u -> v, weight 1.0: -1"), bench.told());
    bench.horizons(1_000);
    assertEquals(List.of("w -> v, weight 1.0: -1"), bench.told());
    assertEquals(Set.of("v"), bench.store.vertices().keySet());
    assertEquals(Set.of(), bench.asked());
  }

  /** No gate lets one in; the rule holds by itself. */
  @Test
  void anAddThatHasExpiredAlreadyIsCountedAndDoesNothing() {
    bench.horizons(20);
    assertFalse(bench.apply(EdgeEvent.add("u", "v", 10)));
    assertEquals(1, bench.neighborhood.expiredOnArrival());
    bench.assertNothingLeft();
    assertTrue(bench.apply(EdgeEvent.add("u", "v", 11)));
    assertEquals(List.of("u -> v, weight 1.0: +1", "self v [0.0, 0.0]"), bench.told());
  }

  /** The tombstone of a removal goes by its own time, and no time to live. */
  @Test
  void aRemovalGoesSooner() {
    bench.apply(EdgeEvent.add("u", "v", 1));
    bench.apply(EdgeEvent.remove("u", "v", 2));
    bench.told();
    bench.horizons(3);
    bench.assertNothingLeft();
  }

  /** Three pages of edges, of ten ages. */
  @Test
  void aHubLosesItsEdgesByAndBy() {
    for (int i = 0; i < 1_000; i++) {
      bench.apply(EdgeEvent.add("u" + i, "v", i % 10));
    }
    bench.told();
    for (int horizon = 10; horizon < 19; horizon++) {
      bench.horizons(horizon);
      assertEquals(100, bench.told().size());
      assertEquals(Set.of(horizon + 1 + " v EDGES"), bench.asked());
    }
    bench.horizons(19);
    assertEquals("gone v", bench.told().get(100));
    bench.assertNothingLeft();
  }

  @Test
  void theEndOfTimeIsNotPassed() {
    EdgePage page = new EdgePage.Format(10, PageFormat.FILL).empty();
    assertEquals(Long.MAX_VALUE, page.deadlineOf(Op.ADD, Long.MAX_VALUE - 5));
    assertEquals(17, page.deadlineOf(Op.ADD, 7));
    assertEquals(8, page.deadlineOf(Op.REMOVE, 7));
    EdgePage forEver = new EdgePage.Format(NeighborhoodFormat.NO_TTL, PageFormat.FILL).empty();
    assertEquals(Long.MAX_VALUE, forEver.deadlineOf(Op.ADD, 0));
    assertThrows(IllegalArgumentException.class, () -> new NeighborhoodFormat(0));
  }

  @Test
  void theCauseIsTheHorizon() {
    bench.apply(EdgeEvent.add("u", "v", 1));
    bench.told();
    bench.horizons(12);
    assertEquals(List.of("u -> v, weight 1.0: -1", "gone v"), bench.told());
    assertEquals(List.of(new Cause(12, 0), new Cause(12, 0)), bench.causes);
  }
}
