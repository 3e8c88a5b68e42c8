// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.prequential;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** The measures of one scorer. Bound: those of {@link FadingMean} and {@link FadingRanking}. */
final class Scoreboard {

  private static final boolean[] NOBODY = {};

  private final FadingMean mrr;
  private final FadingRanking ranking;
  private boolean[] none = NOBODY;

  Scoreboard(Fading fading) {
    this(new FadingMean(fading.factor()), new FadingRanking(fading));
  }

  private Scoreboard(FadingMean mrr, FadingRanking ranking) {
    this.mrr = mrr;
    this.ranking = ranking;
  }

  /**
   * Takes in a query's scores, and returns the rank of the true partner.
   *
   * @param n candidates, at least 2
   * @param target where the true partner is
   * @param drawn where a partner that was drawn is
   */
  double add(double[] scores, int n, int target, int drawn) {
    if (none.length < n) {
      none = new boolean[n];
    }
    double rank = MeanRank.of(scores, n, target, none);
    mrr.add(1 / rank);
    ranking.add(place(rank, n), place(MeanRank.of(scores, n, drawn, none), n));
    return rank;
  }

  /** 1 is the first place, 0 the last. */
  private static double place(double rank, int n) {
    return (n - rank) / (n - 1);
  }

  Measures measures(String scorer) {
    FadingRanking.Curve curve = ranking.curve();
    return new Measures(scorer, curve.auc(), curve.averagePrecision(), mrr.value());
  }

  void write(DataOutput out) throws IOException {
    mrr.write(out);
    ranking.write(out);
  }

  static Scoreboard read(DataInput in, Fading fading) throws IOException {
    return new Scoreboard(FadingMean.read(in, fading.factor()), FadingRanking.read(in, fading));
  }
}
