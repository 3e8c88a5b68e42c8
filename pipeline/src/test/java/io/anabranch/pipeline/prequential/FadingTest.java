// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.prequential;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.anabranch.model.evaluation.Ranking;
import io.anabranch.model.sampling.Draws;
import org.junit.jupiter.api.Test;

class FadingTest {

  /** 1, 0, 1 at a half: (1 + 0 + 1/4) / (1 + 1/2 + 1/4). */
  @Test
  void theMeanWeighsTheNewestMost() {
    FadingMean mean = new FadingMean(0.5);
    assertTrue(Double.isNaN(mean.value()));
    mean.add(1);
    mean.add(0);
    mean.add(1);
    assertEquals(1.25 / 1.75, mean.value(), 1e-15);
  }

  /**
   * Older pair of weight 1/2: 0.2 above 0.1; newer of weight 1: 0.1 below 0.3. Of the weight 9/4 of
   * all pairs of one and the other, won are 1/2 x 1/2, that of 0.2 and 0.1, and half of 1 x 1/2,
   * the tie at 0.1. From above: 0.3 is wrong; 0.2 gives recall 1/3 at precision 1/3; at 0.1 all is
   * found, recall 2/3 more, at precision 1/2.
   */
  @Test
  void theCurveWeighsTheNewestMost() {
    FadingRanking ranking = new FadingRanking(new Fading(0.5, 10));
    ranking.add(0.2, 0.1);
    ranking.add(0.1, 0.3);
    assertEquals((0.25 + 0.25) / 2.25, ranking.curve().auc(), 1e-15);
    assertEquals(1 / 9.0 + 2 / 6.0, ranking.curve().averagePrecision(), 1e-15);
  }

  @Test
  void withoutFadingItIsTheCurveOfTheNewest() {
    int kept = 40;
    FadingRanking ranking = new FadingRanking(new Fading(1, kept));
    double[] positives = new double[kept];
    double[] negatives = new double[kept];
    Draws draws = Draws.of(3, "scores", 0);
    for (int i = 0; i < 3 * kept + 7; i++) {
      positives[i % kept] = draws.below(8) + 1;
      negatives[i % kept] = draws.below(8);
      ranking.add(positives[i % kept], negatives[i % kept]);
    }
    Ranking expected = Ranking.of(positives, negatives);
    assertEquals(expected.auc(), ranking.curve().auc(), 1e-12);
    assertEquals(expected.averagePrecision(), ranking.curve().averagePrecision(), 1e-12);
  }

  /** Of 5 candidates the true one is first, and the drawn one shares the last two places. */
  @Test
  void aScoreCountsByItsPlace() {
    Scoreboard board = new Scoreboard(Fading.defaults());
    assertEquals(1, board.add(new double[] {9, 5, 4, 3, 3}, 5, 0, 4));
    Measures measures = board.measures("x");
    assertEquals(1, measures.mrr());
    assertEquals(1, measures.auc());
    assertEquals(5, board.add(new double[] {1, 5, 4, 3, 3}, 5, 0, 1));
    assertEquals((0.2 + 0.999) / 1.999, board.measures("x").mrr(), 1e-15);
  }

  @Test
  void impossibleFadingIsRefused() {
    assertThrows(IllegalArgumentException.class, () -> new Fading(0, 1));
    assertThrows(IllegalArgumentException.class, () -> new Fading(1.01, 1));
    assertThrows(IllegalArgumentException.class, () -> new Fading(Double.NaN, 1));
    assertThrows(IllegalArgumentException.class, () -> new Fading(1, 0));
  }
}
