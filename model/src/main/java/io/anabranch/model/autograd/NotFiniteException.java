// SPDX-License-Identifier: Apache-2.0
package io.anabranch.model.autograd;

import io.anabranch.model.device.Matrix;
import io.anabranch.model.kernel.RowKernels;

/** An operation gave NaN or infinity. The message names it and the first such element. */
public final class NotFiniteException extends ArithmeticException {

  private NotFiniteException(String message) {
    super(message);
  }

  static void check(String what, Matrix m) {
    if (!RowKernels.best().isFinite(m.values())) {
      int i = 0;
      while (Float.isFinite(m.values()[i])) {
        i++;
      }
      throw new NotFiniteException(
          "%s is finite; got %s at row %d, column %d of %s"
              .formatted(what, m.values()[i], i / m.columns(), i % m.columns(), m.shape()));
    }
  }
}
