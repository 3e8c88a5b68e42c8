// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.train;

import io.anabranch.model.dataset.GraphDataSet;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/** Which graphs are learnt from, which choose the epoch, and which are tested. */
@SuppressWarnings("ArrayRecordComponent") // never compared
record GraphFolds(int[] learning, int[] validation, int[] test) {

  /**
   * @param kept graphs that take part
   * @param tested from 0
   */
  static GraphFolds of(GraphDataSet data, int[] kept, int tested) {
    int count = data.foldCount();
    if (count < 3 || tested >= count) {
      throw new TrainingException(
          "the data set: expected at least 3 folds, fold %d among them; there are %d"
              .formatted(tested + 1, count));
    }
    int chooses = (tested + 1) % count;
    GraphFolds folds =
        new GraphFolds(
            graphs(data, kept, f -> f >= 0 && f != tested && f != chooses),
            graphs(data, kept, f -> f == chooses),
            graphs(data, kept, f -> f == tested));
    if (folds.learning.length == 0 || folds.validation.length == 0) {
      throw new TrainingException(
          "the data set: expected graphs to learn from and to validate with; there are %d and %d"
              .formatted(folds.learning.length, folds.validation.length));
    }
    return folds;
  }

  private static int[] graphs(GraphDataSet data, int[] kept, IntPredicate fold) {
    return IntStream.of(kept).filter(g -> fold.test(data.folds()[g])).toArray();
  }

  static void requireSame(String what, int model, int data) {
    if (model != data) {
      throw new TrainingException(
          "the data set: expected the model's %d %s; there are %d".formatted(model, what, data));
    }
  }
}
