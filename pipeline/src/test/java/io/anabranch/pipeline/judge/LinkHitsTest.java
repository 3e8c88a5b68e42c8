// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.judge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.anabranch.pipeline.judge.HitRates.Share;
import java.util.List;
import org.junit.jupiter.api.Test;

/** By hand: two periods that end at 100 and 200, edges up to 5 ahead. */
class LinkHitsTest {

  private static Arrival edge(String src, String dst, long time) {
    return new Arrival(src, dst, time, 1);
  }

  private static Naming naming(String vertex, long end, String... partners) {
    return new Naming(vertex, end, 1, List.of(partners));
  }

  private static final List<Arrival> EDGES =
      List.of(
          edge("a", "c", 150), // news of a and c; not in the order of time
          edge("a", "b", 10),
          edge("b", "c", 20),
          edge("d", "b", 104), // known by the time the period's end is said
          edge("d", "a", 204), // the last news of the next period
          edge("d", "c", 205),
          edge("e", "a", 160), // nobody knew e
          edge("a", "a", 170),
          edge("b", "a", 180)); // they had met

  @Test
  void namedPartnersAreComparedWithWhoMeetsNext() {
    HitRates rates =
        LinkHits.of(
            List.of(
                naming("a", 100, "c", "d", "x"),
                naming("c", 100, "d"),
                naming("d", 200, "c")), // there is no period after that
            EDGES,
            5);
    assertEquals(1, rates.periods());
    // a meets c and d, not x; c meets a, not d.
    assertEquals(new Share(2, 4), rates.named());
    // b has three edges; a, c, d have one each. What a has not met is c and d, both of which it
    // meets. The one that c has not met and that comes first is a, which it meets.
    assertEquals(new Share(3, 3), rates.popular());
    // a meets two of its two strangers; c one of a and d.
    assertEquals(new Share(3, 4), rates.random());
  }

  @Test
  void withoutANextPeriodThereIsNothingToCount() {
    HitRates rates = LinkHits.of(List.of(naming("a", 100, "c")), EDGES, 5);
    assertEquals(0, rates.periods());
    assertTrue(Double.isNaN(rates.named().rate()));
  }
}
