// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.prequential;

import static io.anabranch.pipeline.prequential.SmallStream.memory;
import static io.anabranch.pipeline.prequential.SmallStream.query;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class CombinationTest {

  private static final Set<FeatureGroup> ALL = EnumSet.allOf(FeatureGroup.class);

  @Test
  void aMagnitudeIsALogarithmOfStraightPieces() {
    assertEquals(0, Magnitude.of(0));
    assertEquals(3, Magnitude.of(7));
    assertEquals(3.5, Magnitude.of(11));
    assertEquals(2, Magnitude.ofSpan(3_000));
    assertEquals(0, Magnitude.ofSpan(-5));
    assertEquals(-10, Magnitude.log2(1 / 1024.0));
  }

  /** Knots at 0, 5 and 10: 7 lies two fifths of the way from the second to the third. */
  @Test
  void aHatWeighsTheKnotsNextToANumber() {
    Hat hat = new Hat(4, 0, 10, 3);
    double[] weights = {0, 0, 0, 0, 100, 10, 20};
    assertEquals(14, value(hat, 7, weights), 1e-6);
    assertEquals(100, value(hat, -3, weights), 1e-6);
    assertEquals(20, value(hat, 99, weights), 1e-6);
  }

  private static double value(Hat hat, double x, double[] weights) {
    FeatureRows rows = new FeatureRows();
    rows.clear(1);
    hat.add(rows, 0, x);
    return rows.dot(0, weights);
  }

  private static FeatureRows rows() {
    FeatureRows rows = new FeatureRows();
    rows.clear(3);
    rows.add(0, 0, 1);
    rows.add(0, 1, 0.5);
    rows.add(1, 1, -2);
    rows.add(2, 2, 1.5);
    return rows;
  }

  /**
   * At first all are equally likely: with three candidates the gradient is the mean less the true.
   */
  @Test
  void theFirstGradientIsTheMeanLessTheTrueOne() {
    SoftmaxRegression regression = new SoftmaxRegression(0.1, new boolean[] {true, true, true});
    double[] gradient = regression.gradient(rows(), 0);
    assertArrayEquals(new double[] {1 / 3.0 - 1, -0.5 - 0.5, 0.5}, gradient, 1e-7);
  }

  /**
   * AdaGrad's first step is the rate, against the gradient's sign; scores follow when published.
   */
  @Test
  void aStepIsSeenWhenItIsPublished() {
    SoftmaxRegression regression = new SoftmaxRegression(0.1, new boolean[] {true, true, false});
    regression.learn(rows(), 0);
    double[] scores = new double[3];
    regression.score(rows(), scores);
    assertArrayEquals(new double[3], scores);
    regression.publish();
    regression.score(rows(), scores);
    assertArrayEquals(new double[] {0.15, -0.2, 0}, scores, 1e-6);
  }

  @Test
  void theGradientIsThatOfTheLoss() {
    boolean[] used = {true, true, true};
    SoftmaxRegression regression = new SoftmaxRegression(0.3, used);
    for (int i = 0; i < 5; i++) {
      regression.learn(rows(), i % 3);
    }
    double[] gradient = regression.gradient(rows(), 1).clone();
    double[] weights = regression.weights();
    for (int f = 0; f < weights.length; f++) {
      double step = 1e-4;
      double[] up = weights.clone();
      double[] down = weights.clone();
      up[f] += step;
      down[f] -= step;
      assertEquals((loss(up, 1) - loss(down, 1)) / (2 * step), gradient[f], 1e-6);
    }
  }

  private static double loss(double[] weights, int target) {
    double sum = 0;
    for (int row = 0; row < 3; row++) {
      sum += Math.exp(rows().dot(row, weights));
    }
    return Math.log(sum) - rows().dot(target, weights);
  }

  /**
   * 0's newest partner is 10 and the one before 11. After 10 came 11, once of once; after 11 came
   * 10 and 12, once of twice each, at half the weight. Of the visitors (0 of 10; 0, 1 of 11; 1, 2
   * of 12) 10 and 11 share one, 11 and 12 share one.
   */
  @Test
  void coVisitsAddUpOverTheNewestPartners() {
    Scene scene = new Scene(memory());
    scene.open(query(0, 500));
    CoVisitScores scores = new CoVisitScores();
    scores.open(scene);
    assertArrayEquals(
        new double[] {0.5 / 4, 1 / 3.0, 0.5 / 4, 0}, Arrays.copyOf(scores.next, 4), 1e-15);
    assertArrayEquals(
        new double[] {0.5 / Math.sqrt(7 * 6), 1 / Math.sqrt(6 * 7), 0.5 / Math.sqrt(7 * 7), 0},
        Arrays.copyOf(scores.together, 4),
        1e-15);
    // 1, the visitor of 11, was last at 12; 11 itself is where it comes from.
    assertArrayEquals(new double[] {0, 0, 0.5 / 2, 0}, Arrays.copyOf(scores.twoHop, 4), 1e-15);
    assertArrayEquals(scores(new CoVisitRule(memory())), Arrays.copyOf(scores.together, 4));
    assertArrayEquals(scores(new TwoHopRule(memory())), Arrays.copyOf(scores.twoHop, 4));
  }

  private static double[] scores(Rule rule) {
    return SmallStream.scores(rule, 0, 500);
  }

  @Test
  void whatIsLeftOutHasNoWeight() {
    StreamMemory memory = memory();
    LinkFeatures features = new LinkFeatures(memory, List.of());
    LinkModel all = features.model(0.1, ALL);
    LinkModel history = features.model(0.1, EnumSet.of(FeatureGroup.HISTORY));
    features.open(query(0, 500));
    for (LinkModel model : List.of(all, history)) {
      model.learn(0);
      model.publish();
    }
    double[] scores = new double[4];
    history.score(scores);
    assertEquals(0, scores[2]); // no partner
    assertTrue(scores[0] > 0);
    all.score(scores);
    assertTrue(scores[2] < 0);
  }

  @Test
  void aRuleOfOthersIsRefusedAndSoIsATargetThatIsNone() {
    LinkFeatures features = new LinkFeatures(memory(), List.of());
    Rule strange = (query, scores) -> {};
    assertThrows(IllegalArgumentException.class, () -> features.model(0.1, ALL, List.of(strange)));
    LinkModel model = features.model(0.1, ALL);
    features.open(query(0, 500));
    assertThrows(IllegalArgumentException.class, () -> model.learn(-1));
    assertThrows(IllegalArgumentException.class, () -> model.learn(4));
  }

  @Test
  void embeddingsScoreByTheirInnerProduct() {
    float[][] rows = new float[14][];
    rows[0] = new float[] {1, 2, 3};
    rows[10] = new float[] {1, 0, 1};
    rows[11] = new float[] {0, -1, 0};
    Rule rule = new EmbeddingRule(v -> rows[v]);
    double none = Double.NEGATIVE_INFINITY;
    assertArrayEquals(new double[] {4, -2, none, none}, SmallStream.scores(rule, 0, 0));
    assertArrayEquals(new double[] {none, none, none, none}, SmallStream.scores(rule, 1, 0));
    rows[12] = new float[2];
    assertThrows(IllegalArgumentException.class, () -> SmallStream.scores(rule, 0, 0));
  }

  /** The true one is always the one whose embedding fits: only the rule's scores can tell. */
  @Test
  void theCombinationLearnsToTrustARule() {
    int[] answer = {10};
    Rule oracle =
        (query, scores) -> {
          for (int c = 0; c < 4; c++) {
            scores[c] = query.candidates().vertex(c) == answer[0] ? 1 : -1;
          }
        };
    StreamMemory memory = new StreamMemory(SmallStream.LIMITS);
    LinkFeatures features =
        new LinkFeatures(memory, List.of(new LinkFeatures.Scored(oracle, -1, 1)));
    LinkModel with = features.model(0.3, ALL);
    LinkModel without = features.model(0.3, ALL, List.of());
    for (int i = 0; i < 60; i++) {
      answer[0] = 10 + (i * 7 + i / 3) % 4;
      features.open(query(i % 5, 10L * i));
      for (LinkModel model : List.of(with, without)) {
        model.learn(answer[0] - 10);
        model.publish();
      }
      memory.learn(new Interaction(i % 5, answer[0], 10L * i));
    }
    answer[0] = 13;
    features.open(query(0, 1000));
    assertEquals(1, rank(with, 3));
    answer[0] = 12;
    features.open(query(0, 1000));
    assertEquals(1, rank(with, 2));
    assertFalse(rank(without, 3) == 1 && rank(without, 2) == 1);
  }

  private static double rank(LinkModel model, int target) {
    double[] scores = new double[4];
    model.score(scores);
    return MeanRank.of(scores, 4, target, new boolean[4]);
  }
}
