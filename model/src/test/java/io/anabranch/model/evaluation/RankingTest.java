// SPDX-License-Identifier: Apache-2.0
package io.anabranch.model.evaluation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class RankingTest {

  @Test
  void usageExample() {
    Ranking ranking = Ranking.of(new double[] {0.9, 0.6}, new double[] {0.7, 0.1});
    assertEquals(0.75, ranking.auc()); // 3 of 4 pairs
    // Half of the recall at precision 1, half at 2/3.
    assertEquals(0.5 + 0.5 * 2 / 3, ranking.averagePrecision(), 1e-15);
  }

  @Test
  void tiesByHand() {
    Ranking ranking = Ranking.of(new double[] {1, 3, 1}, new double[] {0, 2, 1, 0});
    // 3 wins 4 pairs; each 1 wins 2 and half of one.
    assertEquals(9 / 12.0, ranking.auc(), 1e-15);
    // Threshold 3: a third at precision 1. Threshold 1: two thirds at precision 3/5.
    assertEquals(1 / 3.0 + 2 / 3.0 * 3 / 5, ranking.averagePrecision(), 1e-15);
  }

  @Test
  void theBestTheWorstAndTheUndecided() {
    assertEquals(new Ranking(1, 1), Ranking.of(new double[] {5, 4}, new double[] {3, -1, 2}));
    Ranking worst = Ranking.of(new double[] {0}, new double[] {3, 1, 2});
    assertEquals(new Ranking(0, 0.25), worst);
    Ranking undecided = Ranking.of(new double[] {-0.0, 0.0}, new double[] {0.0, -0.0, 0, 0});
    assertEquals(0.5, undecided.auc());
    assertEquals(1 / 3.0, undecided.averagePrecision(), 1e-15);
    double infinite = Double.POSITIVE_INFINITY;
    assertEquals(new Ranking(1, 1), Ranking.of(new double[] {infinite}, new double[] {-infinite}));
  }

  @Test
  void noScoresAndNaNAreTold() {
    double[] one = {1};
    Exception e =
        assertThrows(IllegalArgumentException.class, () -> Ranking.of(new double[0], one));
    assertEquals("at least one positive score; got none", e.getMessage());
    e = assertThrows(IllegalArgumentException.class, () -> Ranking.of(one, new double[0]));
    assertEquals("at least one negative score; got none", e.getMessage());
    double[] bad = {1, Double.NaN};
    e = assertThrows(IllegalArgumentException.class, () -> Ranking.of(one, bad));
    assertEquals("a negative score is a number; got NaN at index 1", e.getMessage());
  }

  /** Pair by pair and threshold by threshold, from so few values that many are equal. */
  @Property(tries = 300)
  void isWhatTheDefinitionsSay(
      @ForAll @IntRange(min = 1, max = 30) int positives,
      @ForAll @IntRange(min = 1, max = 30) int negatives,
      @ForAll @IntRange(min = 1, max = 40) int values,
      @ForAll long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    double[] up = random.ints(positives, 0, values).asDoubleStream().toArray();
    double[] down = random.ints(negatives, 0, values).asDoubleStream().toArray();
    double won = 0;
    double precisions = 0;
    for (double p : up) {
      double found = 0;
      for (double other : up) {
        found += other >= p ? 1 : 0;
      }
      double wrong = 0;
      for (double n : down) {
        won += p > n ? 1 : p == n ? 0.5 : 0;
        wrong += n >= p ? 1 : 0;
      }
      precisions += found / (found + wrong);
    }
    Ranking ranking = Ranking.of(up, down);
    assertEquals(won / positives / negatives, ranking.auc(), 1e-12);
    assertEquals(precisions / positives, ranking.averagePrecision(), 1e-12);
  }
}
