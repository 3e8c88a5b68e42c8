// SPDX-License-Identifier: Apache-2.0
package io.anabranch.model.link;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import io.anabranch.model.graph.InNeighbors;
import io.anabranch.model.sampling.Pairs;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LinkTestTest {

  /** Two edges with two other targets each, worked by hand. */
  @Test
  void countsAsAHandDoes() {
    Pairs edges = new Pairs(new int[] {0, 0}, new int[] {1, 2});
    LinkTest test = new LinkTest(edges, new int[] {3, 4, 5, 4}, 2);
    double[] scores = {0, 0.9, 0.5, 0.7, 0.9, 0.1}; // by target

    LinkQuality quality = test.quality((u, v) -> scores[v]);

    assertEquals(2, quality.edges());
    // edges 0.9 and 0.5, first others 0.7 and 0.1: of 4 pairs 3 are right
    assertEquals(0.75, quality.auc());
    // in order 0.9 edge, 0.7, 0.5 edge, 0.1: 1/2 * 1/1 + 1/2 * 2/3
    assertEquals(0.5 + 1 / 3.0, quality.averagePrecision(), 1e-12);
    // 0.9 against 0.7 and 0.9: rank 1.5; 0.5 against 0.1 and 0.9: rank 2
    assertEquals((1 / 1.5 + 1 / 2.0) / 2, quality.reciprocalRank(), 1e-12);
  }

  @Test
  void ofNoEdgeThereIsNothingToTell() {
    LinkTest none = new LinkTest(new Pairs(new int[0], new int[0]), new int[0], 20);

    assertEquals(LinkQuality.NONE, none.quality((u, v) -> 1));
  }

  @Test
  void otherTargetsAreNoEdgesNoLoopsAndNotLeftOut() {
    int n = 30;
    int[] all = IntStream.range(0, n).toArray();
    int[] next = IntStream.range(0, n).map(v -> (v + 1) % n).toArray();
    int[] across = IntStream.range(0, n).map(v -> (v + 2) % n).toArray();
    Sides sides =
        Sides.of(
            InNeighbors.of(
                n,
                IntStream.concat(Arrays.stream(all), Arrays.stream(all)).toArray(),
                IntStream.concat(Arrays.stream(next), Arrays.stream(across)).toArray()));
    Pairs edges = new Pairs(all, next);

    LinkTest test = LinkTest.draw(edges, sides, 20, (u, v) -> v == 7, 3);

    for (int i = 0; i < test.others().length; i++) {
      int source = all[i / 20];
      assertFalse(
          List.of(source, next[source], 7).contains(test.others()[i]),
          source + " and " + test.others()[i]);
    }
    assertArrayEquals(test.others(), LinkTest.draw(edges, sides, 20, (u, v) -> v == 7, 3).others());
    assertNotEquals(
        Arrays.toString(test.others()),
        Arrays.toString(LinkTest.draw(edges, sides, 20, (u, v) -> v == 7, 4).others()));
  }
}
