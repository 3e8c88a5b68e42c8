// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.prequential;

import it.unimi.dsi.fastutil.ints.IntArrays;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;

/**
 * AUC and average precision of the newest positives and negatives, the older the less weight; over
 * a window, as in Brzezinski, Stefanowski, "Prequential AUC", KAIS 52, 2017. Those of one score are
 * one step of the threshold, as in {@link io.anabranch.model.evaluation.Ranking}. Bound: two
 * numbers for each that is kept.
 */
final class FadingRanking {

  private final Fading fading;
  private final double[] positives;
  private final double[] negatives;
  private long count;

  FadingRanking(Fading fading) {
    this.fading = fading;
    this.positives = new double[fading.kept()];
    this.negatives = new double[fading.kept()];
  }

  /** Takes in the scores of what was true and of what was not. */
  void add(double positive, double negative) {
    int at = (int) (count % fading.kept());
    positives[at] = positive;
    negatives[at] = negative;
    count++;
  }

  /**
   * What the newest say.
   *
   * @param auc the chance that a positive scores above a negative, half of it at a tie; NaN of
   *     nothing
   * @param averagePrecision the sum over thresholds of the gain in recall times the precision; NaN
   *     of nothing
   */
  record Curve(double auc, double averagePrecision) {}

  /** From the highest score down, all of one score at once. */
  Curve curve() {
    int n = (int) Math.min(count, fading.kept());
    double[] weights = weights(n);
    int[] order = new int[2 * n]; // 2 i: the positive of i; 2 i + 1: its negative
    Arrays.setAll(order, i -> i);
    IntArrays.mergeSort(order, (a, b) -> Double.compare(score(b), score(a)));
    double total = 0;
    for (double weight : weights) {
      total += weight;
    }
    double found = 0; // weight of positives so far
    double wrong = 0; // weight of negatives so far
    double won = 0;
    double precisions = 0;
    for (int from = 0; from < order.length; ) {
      int to = from;
      double right = 0;
      double others = 0;
      while (to < order.length && score(order[to]) == score(order[from])) {
        double weight = weights[order[to] / 2];
        right += order[to] % 2 == 0 ? weight : 0;
        others += order[to] % 2 == 0 ? 0 : weight;
        to++;
      }
      won += right * (total - wrong - others + others / 2);
      found += right;
      wrong += others;
      precisions += right * found / (found + wrong);
      from = to;
    }
    return new Curve(won / total / total, precisions / total);
  }

  private double score(int which) {
    return which % 2 == 0 ? positives[which / 2] : negatives[which / 2];
  }

  /** By place in the ring. */
  private double[] weights(int n) {
    double[] weights = new double[n];
    double weight = 1;
    for (long i = count - 1; i >= count - n; i--) {
      weights[(int) (i % fading.kept())] = weight;
      weight *= fading.factor();
    }
    return weights;
  }

  void write(DataOutput out) throws IOException {
    out.writeLong(count);
    int n = (int) Math.min(count, fading.kept());
    for (int at = 0; at < n; at++) {
      out.writeDouble(positives[at]);
      out.writeDouble(negatives[at]);
    }
  }

  static FadingRanking read(DataInput in, Fading fading) throws IOException {
    FadingRanking ranking = new FadingRanking(fading);
    ranking.count = in.readLong();
    int n = (int) Math.min(ranking.count, fading.kept());
    for (int at = 0; at < n; at++) {
      ranking.positives[at] = in.readDouble();
      ranking.negatives[at] = in.readDouble();
    }
    return ranking;
  }
}
