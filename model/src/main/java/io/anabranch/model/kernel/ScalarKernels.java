// SPDX-License-Identifier: Apache-2.0
package io.anabranch.model.kernel;

/** Plain loops, which the compiler may vectorise across outputs without changing a bit. */
final class ScalarKernels implements RowKernels {

  @Override
  public void multiplyAdd(int rows, float[] x, int in, float[] w, int out, float[] y) {
    for (int r = 0; r < rows; r++) {
      for (int i = 0; i < in; i++) {
        addScaled(x[r * in + i], w, i * out, y, r * out, out);
      }
    }
  }

  private static void addScaled(float scale, float[] w, int wOff, float[] y, int yOff, int n) {
    for (int o = 0; o < n; o++) {
      y[yOff + o] = Math.fma(scale, w[wOff + o], y[yOff + o]);
    }
  }
}
