// SPDX-License-Identifier: Apache-2.0
package io.anabranch.bench.fraud;

import io.anabranch.model.evaluation.Ranking;
import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * How well scores rank the fraudulent above the benign.
 *
 * @param precision share of the fraudulent among the 20 highest; of those that stand at the border
 *     with one score, their share
 */
record Judged(double auc, double precision) {

  static final int TOP = 20;

  static Judged of(double[] scores, int[] labels) {
    double[] fraudulent = pick(scores, labels, 1);
    double[] benign = pick(scores, labels, 0);
    return new Judged(Ranking.of(fraudulent, benign).auc(), precision(scores, labels));
  }

  private static double[] pick(double[] scores, int[] labels, int label) {
    return IntStream.range(0, labels.length)
        .filter(i -> labels[i] == label)
        .mapToDouble(i -> scores[i])
        .toArray();
  }

  private static double precision(double[] scores, int[] labels) {
    int top = Math.min(TOP, scores.length);
    double border =
        IntStream.range(0, scores.length)
            .mapToObj(i -> scores[i])
            .sorted(Comparator.reverseOrder())
            .skip(top - 1L)
            .findFirst()
            .orElseThrow();
    double above = 0;
    int countAbove = 0;
    double at = 0;
    int countAt = 0;
    for (int i = 0; i < scores.length; i++) {
      if (scores[i] > border) {
        above += labels[i];
        countAbove++;
      } else if (scores[i] == border) {
        at += labels[i];
        countAt++;
      }
    }
    return (above + at / countAt * (top - countAbove)) / top;
  }
}
