// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.prequential;

import static io.anabranch.pipeline.prequential.SmallStream.HALF_LIFE;
import static io.anabranch.pipeline.prequential.SmallStream.learnt;
import static io.anabranch.pipeline.prequential.SmallStream.memory;
import static io.anabranch.pipeline.prequential.SmallStream.scores;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

class RulesTest {

  private static final double NEVER = Double.NEGATIVE_INFINITY;

  @Test
  void edgeBankRemembersEveryPair() {
    assertArrayEquals(new double[] {1, 1, 0, 0}, scores(EdgeBank.unlimited(memory()), 0, 500));
    assertArrayEquals(new double[] {0, 1, 1, 0}, scores(EdgeBank.unlimited(memory()), 1, 500));
    assertArrayEquals(new double[4], scores(EdgeBank.unlimited(memory()), 7, 500));
  }

  /**
   * The newest edge is of 400: within 100 are those from 300 on, the time of the query is not
   * asked.
   */
  @Test
  void edgeBankForgetsBeyondItsWindow() {
    assertArrayEquals(new double[] {1, 0, 0, 0}, scores(EdgeBank.within(memory(), 100), 0, 9999));
    assertArrayEquals(new double[] {0, 0, 0, 0}, scores(EdgeBank.within(memory(), 99), 0, 9999));
    assertThrows(IllegalArgumentException.class, () -> EdgeBank.within(memory(), -1));
  }

  @Test
  void theWindowIsThatOfTgb() {
    assertEquals(150, EdgeBank.window(1000, 2000));
  }

  @Test
  void recencyIsTheTimeOfTheLastMeeting() {
    assertArrayEquals(
        new double[] {300, 200, NEVER, NEVER}, scores(Recency.ofPartners(memory()), 0, 500));
  }

  /** 11 has written to 10 at 50, and 10 to 12 at 20: of 10's partners, 11 is newer. */
  @Test
  void twoWayRecencyCountsAnswers() {
    StreamMemory memory = learnt(new int[][] {{10, 12, 20}, {11, 10, 50}});
    assertArrayEquals(new double[] {NEVER, 50, 20, NEVER}, scores(Recency.twoWay(memory), 10, 60));
    assertArrayEquals(
        new double[] {NEVER, NEVER, 20, NEVER}, scores(Recency.ofPartners(memory), 10, 60));
  }

  /**
   * In units of the half-life: 10 at 1 and 3, 2 + 8 = 10; 11 twice at 2, 4 + 4 = 8; 12 at 3 and 4,
   * 8 + 16 = 24.
   */
  @Test
  void popularityHalvesInEachHalfLife() {
    double[] scores = scores(new DecayedPopularity(memory(), HALF_LIFE), 0, 500);
    assertEquals(Math.log(10) / Math.log(2), scores[0], 1e-12);
    assertEquals(3, scores[1], 1e-12);
    assertEquals(Math.log(24) / Math.log(2), scores[2], 1e-12);
    assertEquals(NEVER, scores[3]);
  }

  @Test
  void popularityOfAnUnknownHalfLifeIsRefused() {
    assertThrows(IllegalArgumentException.class, () -> new DecayedPopularity(memory(), 7));
  }

  /** Recency puts 10 above 11 above the others, and of those 12 is the more popular. */
  @Test
  void tiesOfOneRuleAreBrokenByTheNext() {
    StreamMemory memory = memory();
    Rule both = new InTurn(Recency.ofPartners(memory), new DecayedPopularity(memory, HALF_LIFE));
    double[] scores = scores(both, 0, 500);
    assertArrayEquals(new double[] {2 + 2 / 5.0, 1 + 1 / 5.0, 3 / 5.0, 0}, scores, 1e-12);
  }

  @Test
  void theRankIsTheMeanOfTheBestAndTheWorst() {
    double[] scores = {5, 3, 3, 3, 1};
    assertEquals(1, MeanRank.of(scores, 5, 0, new boolean[5]));
    assertEquals(3, MeanRank.of(scores, 5, 1, new boolean[5]));
    assertEquals(5, MeanRank.of(scores, 5, 4, new boolean[5]));
    assertEquals(1.5, MeanRank.of(scores, 5, 1, new boolean[] {true, true, true, false, false}));
  }

  @Test
  void aScoreThatIsNoNumberIsRefused() {
    double[] scores = {1, Double.NaN};
    assertThrows(IllegalArgumentException.class, () -> MeanRank.of(scores, 2, 0, new boolean[2]));
    assertThrows(IllegalArgumentException.class, () -> MeanRank.of(scores, 2, 1, new boolean[2]));
    assertEquals(1, MeanRank.of(scores, 2, 0, new boolean[] {false, true}));
  }

  @Test
  void candidatesAreDistinctAndCanBeFilledAnew() {
    Candidates candidates = Candidates.of(4, 2);
    assertEquals(1, candidates.position(2));
    candidates.set(new int[] {7, 3, 9}, 2);
    assertEquals(2, candidates.size());
    assertEquals(0, candidates.position(7));
    assertEquals(-1, candidates.position(2));
    assertEquals(-1, candidates.position(9));
    assertThrows(IllegalArgumentException.class, () -> Candidates.of(1, 1));
  }
}
