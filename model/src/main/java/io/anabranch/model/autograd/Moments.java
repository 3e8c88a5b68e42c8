// SPDX-License-Identifier: Apache-2.0
package io.anabranch.model.autograd;

import io.anabranch.model.device.Matrix;

/**
 * Mean and variance of each column of a matrix.
 *
 * @param variance the mean of the squared distances from the mean
 */
public record Moments(float[] mean, float[] variance) {

  /** Of the rows of {@code x}; zeros when it has none. */
  static Moments of(Matrix x) {
    int n = x.columns();
    float[] mean = new float[n];
    float[] variance = new float[n];
    int rows = Math.max(1, x.rows());
    Columns.addSums(x, mean);
    for (int c = 0; c < n; c++) {
      mean[c] /= rows;
    }
    float[] values = x.values();
    for (int off = 0; off < values.length; off += n) {
      for (int c = 0; c < n; c++) {
        float distance = values[off + c] - mean[c];
        variance[c] += distance * distance;
      }
    }
    for (int c = 0; c < n; c++) {
      variance[c] /= rows;
    }
    return new Moments(mean, variance);
  }

  /** {@code 1 / sqrt(variance + epsilon)} of each column. */
  float[] inverseDeviations(float epsilon) {
    float[] inverse = new float[variance.length];
    for (int c = 0; c < inverse.length; c++) {
      inverse[c] = (float) (1 / Math.sqrt(variance[c] + epsilon));
    }
    return inverse;
  }
}
