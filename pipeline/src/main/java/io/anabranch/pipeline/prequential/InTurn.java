// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.prequential;

import java.util.Arrays;

/** By one rule, and those that are equal there by another. */
public final class InTurn implements Rule {

  private final Rule first;
  private final Rule second;

  public InTurn(Rule first, Rule second) {
    this.first = first;
    this.second = second;
  }

  /** The score is the place by the first rule plus, as a fraction, the place by the second. */
  @Override
  public void score(Query query, double[] scores) {
    int n = query.candidates().size();
    double[] minor = new double[n];
    first.score(query, scores);
    second.score(query, minor);
    double[] majorPlaces = places(scores, n);
    double[] minorPlaces = places(minor, n);
    for (int c = 0; c < n; c++) {
      scores[c] = majorPlaces[c] + minorPlaces[c] / (n + 1.0);
    }
  }

  /** How many distinct scores are below. */
  private static double[] places(double[] scores, int n) {
    double[] sorted = Arrays.copyOf(scores, n);
    Arrays.sort(sorted);
    int distinct = 0;
    for (int i = 0; i < n; i++) {
      if (i == 0 || sorted[i] != sorted[i - 1]) {
        sorted[distinct++] = sorted[i];
      }
    }
    double[] places = new double[n];
    for (int c = 0; c < n; c++) {
      places[c] = Arrays.binarySearch(sorted, 0, distinct, scores[c]);
    }
    return places;
  }
}
