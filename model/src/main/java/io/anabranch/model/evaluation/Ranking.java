// SPDX-License-Identifier: Apache-2.0
package io.anabranch.model.evaluation;

import java.util.Arrays;

/**
 * How well scores rank positives above negatives. Only the order of the scores counts, so logits do
 * as well as probabilities. Ties are treated as scikit-learn's {@code roc_auc_score} and {@code
 * average_precision_score} do: those of one score are one step of the threshold.
 *
 * @param auc the area under the ROC curve: the chance that a positive has a higher score than a
 *     negative, half of it where they are equal
 * @param averagePrecision the sum over thresholds, from high to low, of the gain in recall times
 *     the precision, without interpolation
 */
public record Ranking(double auc, double averagePrecision) {

  /**
   * @throws IllegalArgumentException when there are no positives or no negatives, or one is NaN
   */
  public static Ranking of(double[] positives, double[] negatives) {
    double[] up = sorted("positive", positives);
    double[] down = sorted("negative", negatives);
    double pairs = 0; // won by positives, ties half
    double precisions = 0;
    int above = up.length; // positives from here on are at the threshold or above; likewise below
    int below = down.length;
    while (above > 0) {
      double threshold = up[above - 1];
      int ofPositives = first(up, above, threshold);
      int higher = firstAbove(down, below, threshold);
      int ofNegatives = first(down, higher, threshold);
      double gain = above - ofPositives;
      pairs += gain * (ofNegatives + 0.5 * (higher - ofNegatives));
      double found = up.length - ofPositives;
      precisions += gain * found / (found + down.length - ofNegatives);
      above = ofPositives;
      below = ofNegatives;
    }
    return new Ranking(pairs / up.length / down.length, precisions / up.length);
  }

  private static double[] sorted(String kind, double[] scores) {
    double[] sorted = new double[scores.length];
    for (int i = 0; i < scores.length; i++) {
      if (Double.isNaN(scores[i])) {
        throw new IllegalArgumentException(
            "a " + kind + " score is a number; got NaN at index " + i);
      }
      sorted[i] = scores[i] + 0.0; // -0.0 and 0.0 are one score
    }
    if (sorted.length == 0) {
      throw new IllegalArgumentException("at least one " + kind + " score; got none");
    }
    Arrays.sort(sorted);
    return sorted;
  }

  /** Where those equal to the threshold begin, among the first {@code end}, none of them higher. */
  private static int first(double[] ascending, int end, double threshold) {
    int first = end;
    while (first > 0 && ascending[first - 1] == threshold) {
      first--;
    }
    return first;
  }

  /** Where those above the threshold begin, among the first {@code end}. */
  private static int firstAbove(double[] ascending, int end, double threshold) {
    int first = end;
    while (first > 0 && ascending[first - 1] > threshold) {
      first--;
    }
    return first;
  }
}
