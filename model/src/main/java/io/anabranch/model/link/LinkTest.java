// SPDX-License-Identifier: Apache-2.0
package io.anabranch.model.link;

import io.anabranch.model.evaluation.Ranking;
import io.anabranch.model.sampling.Draws;
import io.anabranch.model.sampling.Pairs;
import java.util.HashSet;
import java.util.Set;
import java.util.function.BiPredicate;

/**
 * Edges, and for each of them as many other targets to which the source has none. Drawn once, so
 * that all scores are judged by the same.
 *
 * @param edges source and target of each
 * @param others those of edge k stand from {@code k * each} on
 * @param each how many there are for an edge
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record LinkTest(Pairs edges, int[] others, int each) {

  private static final int TRIES = 100; // then a pair that should be left out is taken

  /** Targets for an edge, unless said otherwise. */
  public static final int USUAL = 20;

  /**
   * Draws the other targets from those that may stand in for the edge's own.
   *
   * @param leftOut pairs that are not to be taken, beside the edges themselves and loops
   */
  public static LinkTest draw(
      Pairs edges, Sides sides, int each, BiPredicate<Integer, Integer> leftOut, long seed) {
    Set<Long> known = new HashSet<>();
    for (int k = 0; k < edges.count(); k++) {
      known.add(pair(edges.from()[k], edges.to()[k]));
    }
    Draws draws = Draws.of(seed, "other targets", 0);
    int[] others = new int[Math.multiplyExact(edges.count(), each)];
    for (int i = 0; i < others.length; i++) {
      int source = edges.from()[i / each];
      int other = sides.draw(edges.to()[i / each], draws);
      for (int t = 0; t < TRIES && isOut(source, other, known, leftOut); t++) {
        other = sides.draw(edges.to()[i / each], draws);
      }
      others[i] = other;
    }
    return new LinkTest(edges, others, each);
  }

  private static boolean isOut(
      int source, int other, Set<Long> known, BiPredicate<Integer, Integer> leftOut) {
    return source == other || known.contains(pair(source, other)) || leftOut.test(source, other);
  }

  private static long pair(int source, int target) {
    return (long) source << 32 | target;
  }

  /** How well a score does. */
  public LinkQuality quality(LinkScore score) {
    int n = edges.count();
    if (n == 0) {
      return LinkQuality.NONE;
    }
    double[] up = new double[n];
    double[] down = new double[n];
    double reciprocal = 0;
    for (int k = 0; k < n; k++) {
      up[k] = score.of(edges.from()[k], edges.to()[k]);
      down[k] = score.of(edges.from()[k], others[k * each]);
      reciprocal += 1 / rank(score, k, up[k]);
    }
    Ranking ranking = Ranking.of(up, down);
    return new LinkQuality(n, ranking.auc(), ranking.averagePrecision(), reciprocal / n);
  }

  private double rank(LinkScore score, int edge, double own) {
    double rank = 1;
    for (int i = edge * each; i < (edge + 1) * each; i++) {
      double other = score.of(edges.from()[edge], others[i]);
      rank += other > own ? 1 : other == own ? 0.5 : 0;
    }
    return rank;
  }
}
