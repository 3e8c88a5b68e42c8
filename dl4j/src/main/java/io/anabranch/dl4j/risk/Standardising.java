// SPDX-License-Identifier: Apache-2.0
package io.anabranch.dl4j.risk;

import io.anabranch.model.device.Matrix;

/**
 * {@code (x - mean) / deviation}, column by column, so that the widths of embeddings do not decide
 * what a step does; a column that does not vary becomes 0.
 *
 * @param scales 1 / deviation, or 0
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record Standardising(double[] means, double[] scales) {

  private static final double SMALLEST_DEVIATION = 1e-10;

  static Standardising of(Matrix x) {
    int n = x.columns();
    double[] means = new double[n];
    double[] squares = new double[n];
    for (int i = 0; i < x.values().length; i++) {
      means[i % n] += x.values()[i] / (double) x.rows();
    }
    for (int i = 0; i < x.values().length; i++) {
      double off = x.values()[i] - means[i % n];
      squares[i % n] += off * off / x.rows();
    }
    double[] scales = new double[n];
    for (int c = 0; c < n; c++) {
      double deviation = Math.sqrt(squares[c]);
      scales[c] = deviation > SMALLEST_DEVIATION ? 1 / deviation : 0;
    }
    return new Standardising(means, scales);
  }

  Matrix apply(Matrix x) {
    int n = x.columns();
    Matrix y = Matrix.zeros(x.rows(), n);
    for (int i = 0; i < y.values().length; i++) {
      y.values()[i] = (float) ((x.values()[i] - means[i % n]) * scales[i % n]);
    }
    return y;
  }
}
