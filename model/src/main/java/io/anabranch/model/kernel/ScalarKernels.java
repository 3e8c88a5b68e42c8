// SPDX-License-Identifier: Apache-2.0
package io.anabranch.model.kernel;

/** Plain Java, with eight outputs at a time in local variables: eight independent chains of fma. */
final class ScalarKernels implements RowKernels {

  private static final int TILE = 8;

  @Override
  public void multiplyAdd(int from, int to, float[] x, int in, float[] w, int out, float[] y) {
    for (int r = from; r < to; r++) {
      int o = 0;
      for (; o + TILE <= out; o += TILE) {
        tile(x, r * in, in, w, o, out, y, r * out + o);
      }
      for (; o < out; o++) {
        y[r * out + o] = output(x, r * in, in, w, o, out, y[r * out + o]);
      }
    }
  }

  @Override
  public void addTransposedProduct(
      int from, int to, int rows, float[] x, int in, float[] y, int out, float[] c) {
    addTransposedProduct(from, to, 0, rows, x, in, y, 0, out, c);
  }

  /** Rows {@code first .. last - 1} and outputs {@code o .. out - 1} alone. */
  static void addTransposedProduct(
      int from,
      int to,
      int first,
      int last,
      float[] x,
      int in,
      float[] y,
      int o,
      int out,
      float[] c) {
    for (int r = first; r < last; r++) {
      for (int i = from; i < to; i++) {
        float scale = x[r * in + i];
        for (int k = o; k < out; k++) {
          c[i * out + k] = Math.fma(scale, y[r * out + k], c[i * out + k]);
        }
      }
    }
  }

  /** One output: the whole chain of fma, beginning with {@code start}. */
  static float output(float[] x, int xOff, int in, float[] w, int o, int out, float start) {
    float sum = start;
    for (int i = 0; i < in; i++) {
      sum = Math.fma(x[xOff + i], w[i * out + o], sum);
    }
    return sum;
  }

  @Override
  public void addRows(int[] matrix, int[] offsets, int count, int[] acc, int n) {
    for (int k = 0; k < count; k++) {
      int off = offsets[k];
      for (int i = 0; i < n; i++) {
        acc[i] += matrix[off + i];
      }
    }
  }

  @Override
  public void addWeightedRows(
      float[] weights, int[] rows, int from, int to, float[] matrix, float[] y, int yOff, int n) {
    addWeightedRows(weights, rows, from, to, matrix, y, yOff, 0, n);
  }

  /** Columns {@code first .. n - 1} alone. */
  static void addWeightedRows(
      float[] weights,
      int[] rows,
      int from,
      int to,
      float[] matrix,
      float[] y,
      int yOff,
      int first,
      int n) {
    int i = first;
    for (; i + TILE <= n; i += TILE) {
      tile(weights, rows, from, to, matrix, n, i, y, yOff + i);
    }
    for (; i < n; i++) {
      float sum = y[yOff + i];
      for (int e = from; e < to; e++) {
        sum = Math.fma(weights[e], matrix[rows[e] * n + i], sum);
      }
      y[yOff + i] = sum;
    }
  }

  /** Eight columns from {@code i} on. */
  private static void tile(
      float[] weights,
      int[] rows,
      int from,
      int to,
      float[] matrix,
      int n,
      int i,
      float[] y,
      int yOff) {
    float y0 = y[yOff];
    float y1 = y[yOff + 1];
    float y2 = y[yOff + 2];
    float y3 = y[yOff + 3];
    float y4 = y[yOff + 4];
    float y5 = y[yOff + 5];
    float y6 = y[yOff + 6];
    float y7 = y[yOff + 7];
    for (int e = from; e < to; e++) {
      float weight = weights[e];
      int k = rows[e] * n + i;
      y0 = Math.fma(weight, matrix[k], y0);
      y1 = Math.fma(weight, matrix[k + 1], y1);
      y2 = Math.fma(weight, matrix[k + 2], y2);
      y3 = Math.fma(weight, matrix[k + 3], y3);
      y4 = Math.fma(weight, matrix[k + 4], y4);
      y5 = Math.fma(weight, matrix[k + 5], y5);
      y6 = Math.fma(weight, matrix[k + 6], y6);
      y7 = Math.fma(weight, matrix[k + 7], y7);
    }
    y[yOff] = y0;
    y[yOff + 1] = y1;
    y[yOff + 2] = y2;
    y[yOff + 3] = y3;
    y[yOff + 4] = y4;
    y[yOff + 5] = y5;
    y[yOff + 6] = y6;
    y[yOff + 7] = y7;
  }

  @Override
  public void addWeightedBlocks(
      float[] weights,
      int heads,
      int[] edges,
      int from,
      int to,
      int[] rows,
      float[] matrix,
      float[] y,
      int yOff,
      int n) {
    int block = n / heads;
    for (int p = from; p < to; p++) {
      int e = edges[p];
      int off = rows[e] * n;
      for (int i = 0; i < n; i++) {
        float weight = weights[e * heads + i / block];
        y[yOff + i] = Math.fma(weight, matrix[off + i], y[yOff + i]);
      }
    }
  }

  private static void tile(
      float[] x, int xOff, int in, float[] w, int o, int out, float[] y, int yOff) {
    float y0 = y[yOff];
    float y1 = y[yOff + 1];
    float y2 = y[yOff + 2];
    float y3 = y[yOff + 3];
    float y4 = y[yOff + 4];
    float y5 = y[yOff + 5];
    float y6 = y[yOff + 6];
    float y7 = y[yOff + 7];
    for (int i = 0, k = o; i < in; i++, k += out) {
      float scale = x[xOff + i];
      y0 = Math.fma(scale, w[k], y0);
      y1 = Math.fma(scale, w[k + 1], y1);
      y2 = Math.fma(scale, w[k + 2], y2);
      y3 = Math.fma(scale, w[k + 3], y3);
      y4 = Math.fma(scale, w[k + 4], y4);
      y5 = Math.fma(scale, w[k + 5], y5);
      y6 = Math.fma(scale, w[k + 6], y6);
      y7 = Math.fma(scale, w[k + 7], y7);
    }
    y[yOff] = y0;
    y[yOff + 1] = y1;
    y[yOff + 2] = y2;
    y[yOff + 3] = y3;
    y[yOff + 4] = y4;
    y[yOff + 5] = y5;
    y[yOff + 6] = y6;
    y[yOff + 7] = y7;
  }
}
