// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.prequential;

/**
 * The place of the true partner among the candidates: the mean of the optimistic rank, ahead of all
 * that tie, and the pessimistic one, behind them. That is what TGB's evaluator takes (Huang et al.,
 * "Temporal Graph Benchmark", NeurIPS 2023).
 */
public final class MeanRank {

  private MeanRank() {}

  /**
   * From 1, the best.
   *
   * @param scores of n candidates, at least
   * @param target the position of the true partner
   * @param leftOut positions that do not count as others; the target's own is never counted
   * @throws IllegalArgumentException when a score that counts is NaN
   */
  public static double of(double[] scores, int n, int target, boolean[] leftOut) {
    double own = scores[target];
    int above = 0;
    int equal = 0;
    for (int c = 0; c < n; c++) {
      double score = scores[c];
      if (c == target ? Double.isNaN(score) : !leftOut[c] && Double.isNaN(score)) {
        throw new IllegalArgumentException("scores are numbers; got NaN at position " + c);
      }
      if (c != target && !leftOut[c]) {
        above += score > own ? 1 : 0;
        equal += score == own ? 1 : 0;
      }
    }
    return 1 + above + 0.5 * equal;
  }
}
