// SPDX-License-Identifier: Apache-2.0
package io.anabranch.model.autograd;

import io.anabranch.model.device.Matrix;

/** An operation gave NaN or infinity. The message names it and the first such element. */
public final class NotFiniteException extends ArithmeticException {

  private NotFiniteException(String message) {
    super(message);
  }

  static void check(String what, Matrix m) {
    if (!isFinite(m.values())) {
      int i = 0;
      while (Float.isFinite(m.values()[i])) {
        i++;
      }
      throw new NotFiniteException(
          "%s is finite; got %s at row %d, column %d of %s"
              .formatted(what, m.values()[i], i / m.columns(), i % m.columns(), m.shape()));
    }
  }

  /** 0 times anything finite is 0, times anything else NaN; four chains for speed. */
  private static boolean isFinite(float[] x) {
    float a = 0;
    float b = 0;
    float c = 0;
    float d = 0;
    int i = 0;
    for (; i + 4 <= x.length; i += 4) {
      a += 0f * x[i];
      b += 0f * x[i + 1];
      c += 0f * x[i + 2];
      d += 0f * x[i + 3];
    }
    for (; i < x.length; i++) {
      a += 0f * x[i];
    }
    return (a + b) + (c + d) == 0f;
  }
}
