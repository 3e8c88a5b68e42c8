// SPDX-License-Identifier: Apache-2.0
package io.anabranch.dl4j.risk;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.anabranch.model.artifact.RiskArtifacts;
import io.anabranch.model.device.Matrix;
import io.anabranch.model.risk.RiskLearner;
import io.anabranch.model.risk.RiskModel;
import io.anabranch.model.risk.RiskScorer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RiskHeadTest {

  private static final RiskModel.Source SOURCE = new RiskModel.Source("payments", 7);
  private static final RiskSettings SETTINGS =
      new RiskSettings(List.of(8), 0.02, 1e-4, 64, 60, 5, 1);
  private static final Labelled TRAIN = drawn(1, 600);
  private static final Labelled VALIDATION = drawn(2, 200);
  private static final Labelled TEST = drawn(3, 400);

  private static RiskHead head;

  @BeforeAll
  static void train() {
    head = RiskHead.train(SETTINGS, TRAIN, VALIDATION);
  }

  /** One in ten is risky, and lies in a ring around the others: no line parts them. */
  private static Labelled drawn(long seed, int rows) {
    SplittableRandom random = new SplittableRandom(seed);
    Matrix x = Matrix.zeros(rows, 4);
    int[] labels = new int[rows];
    for (int r = 0; r < rows; r++) {
      labels[r] = r % 10 == 0 ? 1 : 0;
      double angle = 2 * Math.PI * random.nextDouble();
      double radius = labels[r] == 1 ? 2 + random.nextDouble() : 1.5 * random.nextDouble();
      x.values()[4 * r] = (float) (radius * Math.cos(angle));
      x.values()[4 * r + 1] = (float) (100 + 20 * radius * Math.sin(angle)); // another width
      x.values()[4 * r + 2] = (float) random.nextDouble();
      x.values()[4 * r + 3] = 7; // says nothing
    }
    return new Labelled(x, labels);
  }

  @Test
  void retrainingFindsItOnTheClassPath() {
    RiskLearner learner = RiskLearner.find().orElseThrow();
    RiskModel model =
        learner.learn(
            new RiskLearner.Known(TRAIN.embeddings(), TRAIN.labels()),
            new RiskLearner.Known(VALIDATION.embeddings(), VALIDATION.labels()),
            1,
            new RiskLearner.Name("fraud", 3, SOURCE));

    assertEquals(3, model.version());
    assertEquals(SOURCE, model.source());
    assertTrue(model.card().metrics().get("validation.auc") > 0.97, () -> model.card() + "");
  }

  @Test
  void learnsWhatNoLineParts() {
    RiskMetrics metrics = head.evaluate(TEST);
    assertTrue(metrics.auc() > 0.97, metrics::toString);
    assertTrue(metrics.averagePrecision() > 0.8, metrics::toString);
    assertTrue(metrics.recall() > 0.8, metrics::toString);
  }

  @Test
  void ourKernelScoresAsDl4jDoes(@TempDir Path root) throws Exception {
    Path written = RiskArtifacts.write(head.export("fraud", 1, SOURCE), root);
    RiskModel model = RiskArtifacts.read(written);
    assertEquals(SOURCE, model.source());
    assertEquals(head.evaluate(VALIDATION).auc(), model.card().metrics().get("validation.auc"));
    float[] theirs = head.score(TEST.embeddings());
    float[] ours = new RiskScorer(model).score(TEST.embeddings());
    assertArrayEquals(theirs, ours, 1e-5f);
    assertSameOrder(theirs, ours);
  }

  @Test
  void withoutHiddenLayersItIsLogisticRegression() {
    RiskSettings settings = new RiskSettings(List.of(), 0.05, 0, 64, 10, 5, 1);
    RiskHead flat = RiskHead.train(settings, TRAIN, VALIDATION);
    RiskModel model = flat.export("flat", 1, SOURCE);
    assertEquals(1, model.layers().size());
    float[] theirs = flat.score(TEST.embeddings());
    assertArrayEquals(theirs, new RiskScorer(model).score(TEST.embeddings()), 1e-5f);
    assertTrue(flat.evaluate(TEST).auc() < 0.7, () -> flat.evaluate(TEST).toString());
  }

  @Test
  void theSeedDecides() {
    float[] scores = head.score(TEST.embeddings());
    assertArrayEquals(scores, RiskHead.train(SETTINGS, TRAIN, VALIDATION).score(TEST.embeddings()));
    RiskHead other = RiskHead.train(SETTINGS.withSeed(2), TRAIN, VALIDATION);
    assertFalse(Arrays.equals(scores, other.score(TEST.embeddings())));
  }

  /** Labels that mean nothing: the validation loss only rises once they are learnt by heart. */
  @Test
  void stopsWhereTheValidationLossStopsFalling() {
    RiskSettings settings = new RiskSettings(List.of(32), 0.02, 0, 32, 500, 8, 1);
    RiskHead stopped = RiskHead.train(settings, scrambled(TRAIN), scrambled(VALIDATION));
    assertTrue(stopped.epochs() < 100, () -> "epochs " + stopped.epochs());
    assertTrue(
        stopped.epochs() >= stopped.bestEpoch() + 8,
        () -> stopped.epochs() + " epochs, the best " + stopped.bestEpoch());
    RiskMetrics metrics = stopped.evaluate(scrambled(TEST));
    assertEquals(0.5, metrics.auc(), 0.15);
  }

  private static Labelled scrambled(Labelled rows) {
    SplittableRandom random = new SplittableRandom(4);
    return new Labelled(rows.embeddings(), random.ints(rows.size(), 0, 2).toArray());
  }

  @Test
  void theRarerClassWeighsMore() {
    assertArrayEquals(new float[] {5 / 9f, 5}, RiskTrainer.classWeights(TRAIN), 1e-6f);
  }

  /**
   * Uniform on 0 to 2 and on 1 to 3: where both are, one in ten is risky, so that without class
   * weights no half would be reached there, and half of the risky rows would be missed. With them
   * the classes are even there.
   */
  @Test
  void theRarerClassIsFoundAmongTheOthers() {
    Labelled rows = overlapping(1, 2000);
    RiskSettings settings = new RiskSettings(List.of(), 0.05, 0, 200, 60, 20, 1);
    RiskHead even = RiskHead.train(settings, rows, overlapping(2, 500));
    // A straight line puts the half in the middle of what they share, at 1.5.
    assertEquals(0.75, even.evaluate(overlapping(3, 2000)).recall(), 0.12);
  }

  private static Labelled overlapping(long seed, int rows) {
    SplittableRandom random = new SplittableRandom(seed);
    Matrix x = Matrix.zeros(rows, 1);
    int[] labels = new int[rows];
    for (int r = 0; r < rows; r++) {
      labels[r] = r % 10 == 0 ? 1 : 0;
      x.values()[r] = (float) (labels[r] + 2 * random.nextDouble());
    }
    return new Labelled(x, labels);
  }

  @Test
  void whatCannotBeLearntFromIsTold() {
    Matrix x = Matrix.zeros(2, 1);
    refused("a label is 1 (risky) or 0 (not); got 2 in row 1", () -> new Labelled(x, labels(0, 2)));
    refused(
        "at least one embedding, each with a label; got 2 x 1 and 1 labels",
        () -> new Labelled(x, labels(0)));
    refused(
        "an embedding is finite; got NaN in row 1, column 0",
        () -> new Labelled(Matrix.of(2, 1, 0, Float.NaN), labels(0, 1)));
    Labelled calm = new Labelled(x, labels(0, 0));
    refused(
        "risky and other rows to learn from; got 0 of 2 that are risky",
        () -> RiskHead.train(SETTINGS, calm, calm));
    refused("embeddings are 4 wide; got 2 x 1", () -> RiskHead.train(SETTINGS, TRAIN, calm));
    refused("embeddings are 4 wide; got 2 x 1", () -> head.score(x));
    refused(
        "hidden layers have a width of 1 or more; got [0]",
        () -> new RiskSettings(List.of(0), 0.1, 0, 1, 1, 1, 1));
    refused(
        "a rate above 0, an l2 of 0 or more, and a batch, epochs and a patience of 1 or more; got"
            + " 0.0, 0.0, 1, 1 and 1",
        () -> new RiskSettings(List.of(), 0, 0, 1, 1, 1, 1));
    assertEquals(0, head.score(Matrix.zeros(0, 4)).length);
  }

  private static int[] labels(int... labels) {
    return labels;
  }

  private static void refused(String message, Runnable call) {
    Exception e = assertThrows(IllegalArgumentException.class, call::run);
    assertEquals(message, e.getMessage());
  }

  /** In theirs' order ours never falls by more than rounding. */
  static void assertSameOrder(float[] theirs, float[] ours) {
    int[] order =
        IntStream.range(0, theirs.length)
            .boxed()
            .sorted((a, b) -> Float.compare(theirs[a], theirs[b]))
            .mapToInt(i -> i)
            .toArray();
    for (int k = 1; k < order.length; k++) {
      int lower = order[k - 1];
      int upper = order[k];
      assertTrue(
          ours[upper] >= ours[lower] || theirs[upper] - theirs[lower] < 1e-5f,
          () -> "rows " + lower + " and " + upper);
    }
  }
}
