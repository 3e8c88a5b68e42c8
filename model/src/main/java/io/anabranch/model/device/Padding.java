// SPDX-License-Identifier: Apache-2.0
package io.anabranch.model.device;

import io.anabranch.model.kernel.RowKernels;

/**
 * Columns beyond the last whole vector are done one by one; a few zeros beside them are cheaper.
 * What stands in a column does not depend on its neighbors, so no bit changes.
 */
final class Padding {

  private static final int WIDTH = RowKernels.best().lanes();

  /** So few columns more are sooner done than padded. */
  private static final int FEW = 2;

  private Padding() {}

  static boolean pays(int columns) {
    return columns % WIDTH > FEW;
  }

  /** A copy with zeros to the right of each row. */
  static Matrix widen(Matrix m) {
    int columns = (m.columns() + WIDTH - 1) / WIDTH * WIDTH;
    Matrix wide = Matrix.zeros(m.rows(), columns);
    copyRows(m, wide, m.columns());
    return wide;
  }

  /** What {@link #widen} did, undone. */
  static void narrow(Matrix wide, Matrix m) {
    copyRows(wide, m, m.columns());
  }

  private static void copyRows(Matrix from, Matrix to, int columns) {
    for (int r = 0; r < from.rows(); r++) {
      System.arraycopy(from.values(), r * from.columns(), to.values(), r * to.columns(), columns);
    }
  }
}
