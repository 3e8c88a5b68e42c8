// SPDX-License-Identifier: Apache-2.0
package io.anabranch.dl4j.risk;

import java.util.SortedMap;
import java.util.TreeMap;
import org.nd4j.evaluation.classification.Evaluation;
import org.nd4j.evaluation.classification.ROC;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * How well scores tell risky rows from others, by DL4J's {@code Evaluation} and exact {@code ROC}.
 * Precision, recall and F1 are of the risky class at a threshold of a half; 0 where they divide by
 * zero.
 *
 * @param auc the area under the ROC curve
 * @param averagePrecision the area under the precision-recall curve
 */
public record RiskMetrics(
    double accuracy,
    double precision,
    double recall,
    double f1,
    double auc,
    double averagePrecision) {

  private static final int RISKY = 1;
  private static final int EXACT = 0; // threshold steps

  /**
   * @param labels rows x 2, one hot
   * @param probabilities rows x 2
   */
  static RiskMetrics of(INDArray labels, INDArray probabilities) {
    Evaluation evaluation = new Evaluation(2);
    evaluation.eval(labels, probabilities);
    ROC roc = new ROC(EXACT);
    roc.eval(labels, probabilities);
    return new RiskMetrics(
        evaluation.accuracy(),
        evaluation.precision(RISKY),
        evaluation.recall(RISKY),
        evaluation.f1(RISKY),
        roc.calculateAUC(),
        roc.calculateAUCPR());
  }

  /**
   * For the card of a model: {@code validation.auc} and so on; what is not a number is left out.
   */
  SortedMap<String, Double> named(String set) {
    SortedMap<String, Double> all = new TreeMap<>();
    all.put(set + ".accuracy", accuracy);
    all.put(set + ".precision", precision);
    all.put(set + ".recall", recall);
    all.put(set + ".f1", f1);
    all.put(set + ".auc", auc);
    all.put(set + ".average-precision", averagePrecision);
    all.values().removeIf(value -> !Double.isFinite(value));
    return all;
  }
}
