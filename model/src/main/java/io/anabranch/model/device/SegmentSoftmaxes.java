// SPDX-License-Identifier: Apache-2.0
package io.anabranch.model.device;

import java.util.Arrays;

/**
 * Softmax over the rows of segments, each column by itself, segments {@code from .. to - 1} alone.
 * Between {@link #subtractMaxima} and {@link #normalise} all elements are raised to powers of e.
 */
final class SegmentSoftmaxes {

  private SegmentSoftmaxes() {}

  /** {@code y[k][c] = x[k][c] - max of x[j][c] over the rows j of k's segment}; NaN stays NaN. */
  static void subtractMaxima(Matrix x, Segments segments, Matrix y, int from, int to) {
    int n = x.columns();
    float[] values = x.values();
    float[] result = y.values();
    int[] members = segments.members();
    float[] largest = new float[n];
    for (int s = from; s < to; s++) {
      int start = segments.start(s);
      int end = segments.end(s);
      Arrays.fill(largest, Float.NEGATIVE_INFINITY);
      for (int p = start; p < end; p++) {
        int off = members[p] * n;
        for (int c = 0; c < n; c++) {
          largest[c] = Math.max(largest[c], values[off + c]);
        }
      }
      for (int p = start; p < end; p++) {
        int off = members[p] * n;
        for (int c = 0; c < n; c++) {
          result[off + c] = values[off + c] - largest[c];
        }
      }
    }
  }

  /** {@code y[k][c] /= sum of y[j][c] over the rows j of k's segment}, summed in double. */
  static void normalise(Matrix y, Segments segments, int from, int to) {
    int n = y.columns();
    float[] values = y.values();
    int[] members = segments.members();
    double[] sums = new double[n];
    for (int s = from; s < to; s++) {
      int start = segments.start(s);
      int end = segments.end(s);
      Arrays.fill(sums, 0);
      for (int p = start; p < end; p++) {
        int off = members[p] * n;
        for (int c = 0; c < n; c++) {
          sums[c] += values[off + c];
        }
      }
      for (int p = start; p < end; p++) {
        int off = members[p] * n;
        for (int c = 0; c < n; c++) {
          values[off + c] = (float) (values[off + c] / sums[c]);
        }
      }
    }
  }

  /** {@code dx[k] += y[k] * (dy[k] - sum of y[j] dy[j] over the rows j of k's segment)}. */
  static void addGradient(Matrix y, Matrix dy, Segments segments, Matrix dx, int from, int to) {
    int n = y.columns();
    float[] value = y.values();
    float[] gradient = dy.values();
    float[] result = dx.values();
    int[] members = segments.members();
    float[] sums = new float[n];
    for (int s = from; s < to; s++) {
      int start = segments.start(s);
      int end = segments.end(s);
      Arrays.fill(sums, 0f);
      for (int p = start; p < end; p++) {
        int off = members[p] * n;
        for (int c = 0; c < n; c++) {
          sums[c] = Math.fma(value[off + c], gradient[off + c], sums[c]);
        }
      }
      for (int p = start; p < end; p++) {
        int off = members[p] * n;
        for (int c = 0; c < n; c++) {
          float rest = gradient[off + c] - sums[c];
          result[off + c] = Math.fma(value[off + c], rest, result[off + c]);
        }
      }
    }
  }
}
