// SPDX-License-Identifier: Apache-2.0
package io.anabranch.model.sampling;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.anabranch.model.graph.InNeighbors;
import org.junit.jupiter.api.Test;

class RandomWalksTest {

  @Test
  void walksToInNeighborsAndEndsWhereThereAreNone() {
    InNeighbors path = InNeighbors.of(4, new int[] {0, 1, 2}, new int[] {1, 2, 3});
    Pairs pairs = new RandomWalks(path, 2, 2).pairs(new int[] {3, 1, 0}, draws(0));
    assertArrayEquals(new int[] {3, 3, 3, 3, 1, 1}, pairs.from());
    assertArrayEquals(new int[] {2, 1, 2, 1, 0, 0}, pairs.to());
  }

  @Test
  void theStartIsNoContextOfItself() {
    InNeighbors pair = InNeighbors.of(2, new int[] {0, 1}, new int[] {1, 0});
    Pairs pairs = new RandomWalks(pair, 1, 5).pairs(new int[] {0}, draws(0)); // 1 0 1 0 1
    assertArrayEquals(new int[] {0, 0, 0}, pairs.from());
    assertArrayEquals(new int[] {1, 1, 1}, pairs.to());
  }

  @Test
  void aStepIsAsLikelyAsThereAreEdges() {
    InNeighbors graph = InNeighbors.of(3, new int[] {1, 1, 1, 2}, new int[] {0, 0, 0, 0});
    Pairs pairs = new RandomWalks(graph, 10_000, 1).pairs(new int[] {0}, draws(1));
    int toOne = 0;
    for (int v : pairs.to()) {
      toOne += v == 1 ? 1 : 0;
    }
    assertEquals(7_500, toOne, 200);
  }

  @Test
  void theSameSeedWalksTheSameWay() {
    InNeighbors graph = InNeighbors.of(3, new int[] {1, 2, 0, 0}, new int[] {0, 0, 1, 2});
    RandomWalks walks = new RandomWalks(graph, 20, 3);
    int[] starts = {0, 1, 2};
    assertArrayEquals(walks.pairs(starts, draws(4)).to(), walks.pairs(starts, draws(4)).to());
    assertThrows(
        AssertionError.class,
        () ->
            assertArrayEquals(
                walks.pairs(starts, draws(4)).to(), walks.pairs(starts, draws(5)).to()));
  }

  @Test
  void refusesNoWalk() {
    InNeighbors graph = InNeighbors.of(1, new int[0], new int[0]);
    assertThrows(IllegalArgumentException.class, () -> new RandomWalks(graph, 0, 1));
    assertThrows(IllegalArgumentException.class, () -> new RandomWalks(graph, 1, 0));
    assertThrows(IllegalArgumentException.class, () -> new Pairs(new int[1], new int[2]));
  }

  private static Draws draws(long seed) {
    return Draws.of(seed, "walks", 0);
  }
}
