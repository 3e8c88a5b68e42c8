// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.prequential;

/**
 * A number as weights of the two knots next to it, so that a linear model of them is a function of
 * straight pieces. Knots lie at equal distances; beyond the ends the value is that of the end.
 *
 * @param offset the feature of the first knot
 * @param low where it lies
 * @param high where the last one lies
 * @param knots how many, at least 2
 */
record Hat(int offset, double low, double high, int knots) {

  void add(FeatureRows rows, int row, double x) {
    double at = Math.max(0, Math.min(knots - 1, (x - low) / (high - low) * (knots - 1)));
    int left = Math.min(knots - 2, (int) at);
    float right = (float) (at - left);
    rows.add(row, offset + left, 1 - right);
    rows.add(row, offset + left + 1, right);
  }
}
