// SPDX-License-Identifier: Apache-2.0
package io.anabranch.model.sampling;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.anabranch.model.graph.InNeighbors;
import org.junit.jupiter.api.Test;

class AliasTableTest {

  private static final int DRAWS = 100_000;

  @Test
  void drawsByWeight() {
    assertShares(AliasTable.of(1, 0, 2, 3, 4), 0.1, 0, 0.2, 0.3, 0.4);
    assertShares(AliasTable.of(5), 1);
    assertShares(AliasTable.of(1, 1, 1), 1 / 3.0, 1 / 3.0, 1 / 3.0);
    assertShares(AliasTable.of(0, 1e-3, 0), 0, 1, 0);
  }

  @Test
  void unigramToTheThreeQuarters() {
    // 0 has 16 ends of edges, 1 has 15 (parallel edges count), 2 has 1, 3 none.
    int[] src = new int[16];
    int[] dst = new int[16];
    for (int e = 0; e < 16; e++) {
      src[e] = e % 2 == 0 ? 0 : e == 15 ? 2 : 1;
      dst[e] = e % 2 == 0 ? 1 : 0;
    }
    double first = 8; // 16^(3/4)
    double second = Math.pow(15, 0.75);
    double sum = first + second + 1;
    assertShares(
        AliasTable.unigram(InNeighbors.of(4, src, dst)), first / sum, second / sum, 1 / sum, 0);
  }

  @Test
  void refusesWhatIsNoDistribution() {
    assertEquals(
        "a weight is at least 0 and finite; got -1.0 at 1",
        assertThrows(IllegalArgumentException.class, () -> AliasTable.of(1, -1)).getMessage());
    assertThrows(IllegalArgumentException.class, () -> AliasTable.of(Double.NaN));
    assertThrows(IllegalArgumentException.class, () -> AliasTable.of(0, 0));
    assertThrows(IllegalArgumentException.class, AliasTable::of);
    InNeighbors none = InNeighbors.of(2, new int[0], new int[0]);
    assertEquals(
        "negatives are drawn by degree; got a graph of no edges",
        assertThrows(IllegalArgumentException.class, () -> AliasTable.unigram(none)).getMessage());
  }

  private static void assertShares(AliasTable table, double... expected) {
    Draws draws = Draws.of(5, "test", 0);
    int[] counts = new int[expected.length];
    for (int i = 0; i < DRAWS; i++) {
      counts[table.draw(draws)]++;
    }
    for (int i = 0; i < expected.length; i++) {
      double deviation = Math.sqrt(expected[i] * (1 - expected[i]) / DRAWS);
      assertEquals(expected[i], counts[i] / (double) DRAWS, 4.5 * deviation, "number " + i);
    }
  }
}
