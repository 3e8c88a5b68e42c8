// SPDX-License-Identifier: Apache-2.0
package io.anabranch.dl4j.risk;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.anabranch.model.dataset.DataSetFiles;
import io.anabranch.model.device.Matrix;
import io.anabranch.model.embed.BatchEmbedder;
import io.anabranch.model.embed.Embeddings;
import io.anabranch.model.layer.SageModel;
import io.anabranch.model.risk.RiskModel;
import io.anabranch.model.risk.RiskScorer;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Fraudulent and benign users of Bitcoin OTC, from embeddings of who rates whom. What the ratings
 * say is left out: those received are what the labels were made from. The graph network has random
 * weights, so all that is learnt is the head's.
 */
class BitcoinRiskTest {

  private static final int FOLDS = 4;
  private static final RiskSettings SETTINGS =
      new RiskSettings(List.of(16), 0.02, 1e-4, 64, 60, 10, 1);

  private static BitcoinUsers users;
  private static Matrix embeddings;
  private static SageModel sage;

  @BeforeAll
  static void embed() {
    users = BitcoinUsers.read(DataSetFiles.real("bitcoin-otc"));
    sage = SageModel.random("otc", 1, new int[] {BitcoinUsers.FEATURES, 16, 16}, 1, false);
    Embeddings z = new BatchEmbedder(sage, 1).embed(users.graph(), users.features());
    embeddings = Matrix.of(z.vertices(), z.width(), z.values());
  }

  @Test
  void fraudIsFoundFromStructureAlone() {
    double auc = crossValidated(users.labels());
    System.out.println("AUC " + auc);
    assertTrue(auc > 0.8, () -> "AUC " + auc);
  }

  /** The same labels dealt out anew: what is found above is not of the method's making. */
  @Test
  void nothingIsFoundWhereThereIsNothing() {
    int[] labels = users.labels().clone();
    int[] labelled = users.labelled();
    SplittableRandom random = new SplittableRandom(1);
    for (int i = labelled.length - 1; i > 0; i--) {
      int j = random.nextInt(i + 1);
      int label = labels[labelled[i]];
      labels[labelled[i]] = labels[labelled[j]];
      labels[labelled[j]] = label;
    }
    double auc = crossValidated(labels);
    assertTrue(auc > 0.38 && auc < 0.62, () -> "AUC " + auc);
  }

  @Test
  void allUsersAreScoredAsDl4jScoresThem() {
    RiskHead head = head(0, users.labels());
    RiskModel model = head.export("otc-fraud", 1, new RiskModel.Source(sage.name(), 1));
    float[] theirs = head.score(embeddings);
    float[] ours = new RiskScorer(model).score(embeddings);
    assertArrayEquals(theirs, ours, 1e-5f);
    RiskHeadTest.assertSameOrder(theirs, ours);
  }

  /** The mean over the folds; the fold after the one that is tested stops the training. */
  private static double crossValidated(int[] labels) {
    return IntStream.range(0, FOLDS)
        .mapToDouble(
            fold ->
                head(fold, labels)
                    .evaluate(Labelled.of(embeddings, labels, fold(fold, true)))
                    .auc())
        .average()
        .orElseThrow();
  }

  private static RiskHead head(int fold, int[] labels) {
    int validation = (fold + 1) % FOLDS;
    int[] rest =
        Arrays.stream(fold(fold, false))
            .filter(v -> Arrays.stream(fold(validation, true)).noneMatch(w -> w == v))
            .toArray();
    return RiskHead.train(
        SETTINGS,
        Labelled.of(embeddings, labels, rest),
        Labelled.of(embeddings, labels, fold(validation, true)));
  }

  /** The labelled users of a fold, or those of all others. */
  private static int[] fold(int fold, boolean in) {
    int[] labelled = users.labelled();
    return IntStream.range(0, labelled.length)
        .filter(i -> (i % FOLDS == fold) == in)
        .map(i -> labelled[i])
        .toArray();
  }
}
