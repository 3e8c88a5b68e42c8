// SPDX-License-Identifier: Apache-2.0
package io.anabranch.bench.fraud;

import io.anabranch.model.device.Device;
import io.anabranch.model.device.Matrix;
import io.anabranch.model.training.LogisticRegression;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * A risk for every user from a head that never saw the user's label: five folds, as many fraudulent
 * in each. The head is a logistic regression.
 */
final class RiskFolds {

  private static final int FOLDS = 5;

  private RiskFolds() {}

  static double[] scores(Device device, List<float[]> rows, int[] labels, long seed) {
    int width = rows.get(0).length;
    Matrix x = Matrix.zeros(rows.size(), width);
    for (int r = 0; r < rows.size(); r++) {
      System.arraycopy(rows.get(r), 0, x.values(), r * width, width);
    }
    int[] foldOf = folds(labels, seed);
    double[] scores = new double[labels.length];
    for (int fold = 0; fold < FOLDS; fold++) {
      int tested = fold;
      int[] train = IntStream.range(0, labels.length).filter(i -> foldOf[i] != tested).toArray();
      int[] test = IntStream.range(0, labels.length).filter(i -> foldOf[i] == tested).toArray();
      LogisticRegression head =
          LogisticRegression.fit(device, x, labels, 2, train, LogisticRegression.Settings.USUAL);
      Matrix logits = head.logits(x, test);
      for (int i = 0; i < test.length; i++) {
        scores[test[i]] = logits.get(i, 1) - logits.get(i, 0);
      }
    }
    return scores;
  }

  /** Those of one label one after the other in an order that the seed decides. */
  private static int[] folds(int[] labels, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    int[] folds = new int[labels.length];
    for (int label = 0; label < 2; label++) {
      List<Integer> members = new ArrayList<>();
      for (int i = 0; i < labels.length; i++) {
        if (labels[i] == label) {
          members.add(random.nextInt(members.size() + 1), i);
        }
      }
      for (int i = 0; i < members.size(); i++) {
        folds[members.get(i)] = i % FOLDS;
      }
    }
    return folds;
  }
}
