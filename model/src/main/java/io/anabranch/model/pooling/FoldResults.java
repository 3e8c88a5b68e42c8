// SPDX-License-Identifier: Apache-2.0
package io.anabranch.model.pooling;

import java.util.List;

/**
 * The accuracies of a cross-validation, in three ways. The first two choose the epoch by the graphs
 * that are tested, and so are too good; they are what papers report.
 *
 * @param best each fold's best epoch, then the mean over folds
 * @param maximum the mean over folds of each epoch, then its maximum (what the program of Ying et
 *     al. 2018 reports)
 * @param chosen each fold's epoch by its validation fold, then the mean over folds
 * @param chosenDeviation standard deviation of the last over folds
 * @param validation mean over folds of the best validation accuracy: what settings are chosen by
 */
public record FoldResults(
    double best, double maximum, double chosen, double chosenDeviation, double validation) {

  /**
   * @param whole for each fold a curve of a network that learnt from all other folds
   * @param held for each fold a curve of one that learnt from all but its validation fold
   */
  public static FoldResults of(List<Curve> whole, List<Curve> held) {
    double[] chosen = held.stream().mapToDouble(c -> c.test()[c.chosen()]).toArray();
    return new FoldResults(
        mean(whole.stream().mapToDouble(c -> max(c.test())).toArray()),
        max(meanCurve(whole)),
        mean(chosen),
        deviation(chosen),
        mean(held.stream().mapToDouble(c -> c.validation()[c.chosen()]).toArray()));
  }

  private static double[] meanCurve(List<Curve> curves) {
    int epochs = curves.stream().mapToInt(c -> c.test().length).min().orElse(0);
    double[] mean = new double[epochs];
    for (int e = 0; e < epochs; e++) {
      for (Curve curve : curves) {
        mean[e] += curve.test()[e] / curves.size();
      }
    }
    return mean;
  }

  private static double mean(double[] values) {
    double sum = 0;
    for (double v : values) {
      sum += v;
    }
    return sum / values.length;
  }

  private static double max(double[] values) {
    double max = Double.NaN;
    for (double v : values) {
      max = v > max || Double.isNaN(max) ? v : max;
    }
    return max;
  }

  private static double deviation(double[] values) {
    double mean = mean(values);
    double squares = 0;
    for (double v : values) {
      squares += (v - mean) * (v - mean);
    }
    return Math.sqrt(squares / Math.max(1, values.length - 1));
  }
}
