// SPDX-License-Identifier: Apache-2.0
package io.anabranch.model.device;

/** Transposes square by square, so that what is read and what is written both stay in the cache. */
final class Transpose {

  private static final int SIDE = 16;

  private Transpose() {}

  /**
   * Rows {@code from .. to - 1} of the transpose.
   *
   * @param transposed columns x rows of {@code a}
   */
  static void rows(Matrix a, float[] transposed, int from, int to) {
    for (int r = 0; r < a.rows(); r += SIDE) {
      int lastRow = Math.min(r + SIDE, a.rows());
      for (int c = from; c < to; c += SIDE) {
        square(a, r, lastRow, c, Math.min(c + SIDE, to), transposed);
      }
    }
  }

  private static void square(Matrix a, int r, int lastRow, int c, int lastColumn, float[] to) {
    float[] from = a.values();
    int rows = a.rows();
    int columns = a.columns();
    for (int i = c; i < lastColumn; i++) {
      for (int k = r; k < lastRow; k++) {
        to[i * rows + k] = from[k * columns + i];
      }
    }
  }
}
