// SPDX-License-Identifier: Apache-2.0
package io.anabranch.model.sampling;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.anabranch.model.graph.InNeighbors;
import io.anabranch.model.sampling.Fanouts.TooFew;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class NeighborSamplerTest {

  /** 1 -> 0, 2 -> 0, 3 -> 1, 4 -> 1, 0 -> 2; 5 is isolated. */
  private static final InNeighbors SMALL =
      InNeighbors.of(6, new int[] {1, 2, 3, 4, 0}, new int[] {0, 0, 1, 1, 2});

  /** 1, 2, ..., 9 -> 0. */
  private static final InNeighbors STAR =
      InNeighbors.of(10, IntStream.range(1, 10).toArray(), new int[9]);

  @Test
  void allInNeighborsByHand() {
    Neighborhood near =
        new NeighborSampler(SMALL, Fanouts.all(2)).sample(new int[] {2, 0}, draws(0));
    Block last = near.blocks().get(1);
    // sources: 2, 0, then 1, whom 0 hears
    assertEquals(3, last.sources());
    assertArrayEquals(new int[] {0, 1}, last.selves());
    assertArrayEquals(new int[] {0, 1, 3}, last.heard().offsets());
    assertArrayEquals(new int[] {1, 2, 0}, last.heard().rows());
    Block first = near.blocks().get(0);
    assertEquals(6, first.sources());
    assertArrayEquals(new int[] {2, 0, 1}, first.selves());
    assertArrayEquals(new int[] {0, 1, 3, 5}, first.heard().offsets());
    assertArrayEquals(new int[] {0, 1, 2, 3, 4}, first.heard().rows());
    assertEquals(2, near.seeds());
  }

  @Test
  void fanoutsAreOutermostFirst() {
    Fanouts fanouts = new Fanouts(List.of(2, 1), TooFew.ALL);
    Neighborhood near = new NeighborSampler(SMALL, fanouts).sample(new int[] {0}, draws(0));
    assertArrayEquals(new int[] {0, 2}, near.blocks().get(1).heard().offsets());
    assertArrayEquals(new int[] {0, 1, 2, 3}, near.blocks().get(0).heard().offsets());
  }

  @Test
  void drawsWithoutReplacementUniformlyInAnyOrder() {
    NeighborSampler sampler = new NeighborSampler(STAR, new Fanouts(List.of(4), TooFew.REPEAT));
    int[] drawn = new int[10];
    int[] first = new int[10];
    for (int i = 0; i < 9_000; i++) {
      int[] heard = sampler.sample(new int[] {0}, draws(i)).blocks().get(0).heard().rows();
      assertEquals(4, IntStream.of(heard).distinct().count());
      IntStream.of(heard).forEach(u -> drawn[u]++);
      first[heard[0]]++;
    }
    for (int u = 1; u < 10; u++) {
      assertEquals(4_000, drawn[u], 220);
      assertEquals(1_000, first[u], 140);
    }
  }

  @Test
  void tooFewAreRepeatedOrAllHeard() {
    NeighborSampler repeat = new NeighborSampler(SMALL, new Fanouts(List.of(5), TooFew.REPEAT));
    int[] counts = new int[6];
    for (int i = 0; i < 2_000; i++) {
      int[] heard = repeat.sample(new int[] {0, 5}, draws(i)).blocks().get(0).heard().rows();
      assertEquals(5, heard.length); // the isolated vertex hears nobody
      IntStream.of(heard).forEach(u -> counts[u]++);
    }
    assertEquals(5_000, counts[1], 250);
    assertEquals(10_000, counts[1] + counts[2]);
    NeighborSampler all = new NeighborSampler(SMALL, new Fanouts(List.of(5), TooFew.ALL));
    assertArrayEquals(
        new int[] {1, 2}, all.sample(new int[] {0}, draws(0)).blocks().get(0).heard().rows());
  }

  @Test
  void theSameSeedDrawsTheSame() {
    NeighborSampler one = new NeighborSampler(STAR, new Fanouts(List.of(3, 4), TooFew.REPEAT));
    NeighborSampler other = new NeighborSampler(STAR, new Fanouts(List.of(3, 4), TooFew.REPEAT));
    other.sample(new int[] {0, 3}, draws(9)); // leaves no trace
    String expected = text(one.sample(new int[] {0, 1}, draws(1)));
    assertEquals(expected, text(other.sample(new int[] {0, 1}, draws(1))));
    assertNotEquals(expected, text(other.sample(new int[] {0, 1}, draws(2))));
  }

  @Test
  void weightsFollowTheirEdges() {
    float[] weights = {10, 20, 30, 40, 50};
    InNeighbors graph =
        InNeighbors.of(6, new int[] {1, 2, 3, 4, 5}, new int[] {0, 0, 0, 0, 0}, weights);
    NeighborSampler sampler = new NeighborSampler(graph, new Fanouts(List.of(2), TooFew.ALL));
    for (int i = 0; i < 20; i++) {
      Block block = sampler.sample(new int[] {0}, draws(i)).blocks().get(0);
      for (int k = 0; k < 2; k++) {
        assertEquals(block.heard().rows()[k] * 10 / 2f, block.mean().values()[k]);
      }
    }
  }

  @Test
  void shufflingKeepsWhoIsHeard() {
    Neighborhood near = new NeighborSampler(STAR, Fanouts.all(1)).sample(new int[] {0}, draws(0));
    int[] heard = near.shuffled(draws(1)).blocks().get(0).heard().rows();
    assertNotEquals(Arrays.toString(near.blocks().get(0).heard().rows()), Arrays.toString(heard));
    assertEquals(9, IntStream.of(heard).distinct().count());
  }

  @Test
  void refusesRepeatedSeedsAndNoFanout() {
    NeighborSampler sampler = new NeighborSampler(SMALL, Fanouts.all(1));
    Exception e =
        assertThrows(
            IllegalArgumentException.class, () -> sampler.sample(new int[] {1, 2, 1}, draws(0)));
    assertEquals("a seed stands once; got 1 again", e.getMessage());
    assertThrows(IllegalArgumentException.class, () -> new Fanouts(List.of(), TooFew.ALL));
    assertThrows(IllegalArgumentException.class, () -> new Fanouts(List.of(3, 0), TooFew.ALL));
  }

  @Test
  void anEmptyGraphAndOneVertex() {
    InNeighbors one = InNeighbors.of(1, new int[0], new int[0]);
    Neighborhood near = new NeighborSampler(one, Fanouts.all(3)).sample(new int[] {0}, draws(0));
    assertTrue(near.blocks().stream().allMatch(b -> b.heard().rows().length == 0));
    InNeighbors none = InNeighbors.of(0, new int[0], new int[0]);
    assertEquals(0, new NeighborSampler(none, Fanouts.all(2)).sample(new int[0], draws(0)).seeds());
  }

  private static String text(Neighborhood near) {
    StringBuilder text = new StringBuilder();
    for (Block block : near.blocks()) {
      text.append(Arrays.toString(block.selves())).append(Arrays.toString(block.heard().rows()));
    }
    return text.toString();
  }

  private static Draws draws(long number) {
    return Draws.of(7, "neighborhoods", number);
  }
}
