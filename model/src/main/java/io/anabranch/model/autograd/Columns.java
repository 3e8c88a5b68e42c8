// SPDX-License-Identifier: Apache-2.0
package io.anabranch.model.autograd;

import io.anabranch.model.device.Matrix;

/** Sums over the rows of a matrix, column by column, in the order of the rows. */
final class Columns {

  private Columns() {}

  /** {@code sums[c] += sum of m[r][c]}. */
  static void addSums(Matrix m, float[] sums) {
    int n = m.columns();
    float[] x = m.values();
    for (int off = 0; off < x.length; off += n) {
      for (int c = 0; c < n; c++) {
        sums[c] += x[off + c];
      }
    }
  }

  /** {@code sums[c] += sum of a[r][c] (b[r][c] - shift[c])}. */
  static void addProducts(Matrix a, Matrix b, float[] shift, float[] sums) {
    int n = a.columns();
    float[] x = a.values();
    float[] y = b.values();
    for (int off = 0; off < x.length; off += n) {
      for (int c = 0; c < n; c++) {
        sums[c] += x[off + c] * (y[off + c] - shift[c]);
      }
    }
  }
}
