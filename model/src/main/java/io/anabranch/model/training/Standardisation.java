// SPDX-License-Identifier: Apache-2.0
package io.anabranch.model.training;

import io.anabranch.model.device.Matrix;

/**
 * {@code (x - mean) / deviation}, column by column; a column that does not vary becomes 0.
 *
 * @param means one a column
 * @param scales one a column: 1 / deviation, or 0
 */
record Standardisation(double[] means, double[] scales) {

  /** Of the chosen rows of x. */
  static Standardisation of(Matrix x, int[] rows) {
    if (rows.length == 0) {
      throw new IllegalArgumentException("at least 1 row to learn from; got none");
    }
    int n = x.columns();
    double[] means = new double[n];
    double[] scales = new double[n];
    for (int row : rows) {
      for (int c = 0; c < n; c++) {
        means[c] += (double) x.get(row, c) / rows.length;
      }
    }
    for (int row : rows) {
      for (int c = 0; c < n; c++) {
        double off = x.get(row, c) - means[c];
        scales[c] += off * off / rows.length;
      }
    }
    for (int c = 0; c < n; c++) {
      scales[c] = scales[c] > 1e-20 ? 1 / Math.sqrt(scales[c]) : 0;
    }
    return new Standardisation(means, scales);
  }

  int columns() {
    return means.length;
  }

  /** The chosen rows of x, standardised. */
  Matrix apply(Matrix x, int[] rows) {
    Matrix y = Matrix.zeros(rows.length, columns());
    for (int k = 0; k < rows.length; k++) {
      for (int c = 0; c < columns(); c++) {
        y.values()[k * columns() + c] = (float) ((x.get(rows[k], c) - means[c]) * scales[c]);
      }
    }
    return y;
  }
}
