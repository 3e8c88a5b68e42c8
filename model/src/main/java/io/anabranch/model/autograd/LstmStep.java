// SPDX-License-Identifier: Apache-2.0
package io.anabranch.model.autograd;

import io.anabranch.model.device.Matrix;
import io.anabranch.model.kernel.Exponential;
import java.util.Arrays;

/**
 * One step of {@link Lstm}, of its first lists.
 *
 * @param gates lists x 4n, after their sigmoid or tanh
 * @param c lists x n: the cells; likewise h, the hidden states
 */
record LstmStep(Matrix gates, Matrix c, Matrix h) {

  /** What stands before the first step: zeros, read as if there were enough of them. */
  static LstmStep none(int n) {
    return new LstmStep(Matrix.zeros(0, 4 * n), Matrix.zeros(0, n), Matrix.zeros(0, n));
  }

  /** The hidden states of the first lists. */
  Matrix hidden(int count) {
    return Matrix.of(count, h.columns(), Arrays.copyOf(h.values(), count * h.columns()));
  }

  private float cell(int i) {
    return i < c.values().length ? c.values()[i] : 0f;
  }

  /**
   * @param z lists x 4n: what the gates hear; becomes what they say
   */
  static LstmStep forward(Matrix z, LstmStep before) {
    int n = z.columns() / 4;
    LstmStep step = new LstmStep(z, Matrix.zeros(z.rows(), n), Matrix.zeros(z.rows(), n));
    float[] g = z.values();
    for (int r = 0; r < z.rows(); r++) {
      for (int k = 0; k < n; k++) {
        int i = 4 * n * r + k;
        g[i] = Exponential.sigmoid(g[i]);
        g[i + n] = Exponential.sigmoid(g[i + n]);
        g[i + 2 * n] = Exponential.tanh(g[i + 2 * n]);
        g[i + 3 * n] = Exponential.sigmoid(g[i + 3 * n]);
        float cell = g[i + n] * before.cell(r * n + k) + g[i] * g[i + 2 * n];
        step.c.values()[r * n + k] = cell;
        step.h.values()[r * n + k] = g[i + 3 * n] * Exponential.tanh(cell);
      }
    }
    return step;
  }

  /**
   * The gradient by z.
   *
   * @param dh by h; at least as many rows as this step has lists
   * @param dc by c, from the step after; becomes that by the step before's c
   */
  Matrix backward(LstmStep before, Matrix dh, Matrix dc) {
    int n = c.columns();
    Matrix dz = Matrix.zeros(gates.rows(), 4 * n);
    float[] g = gates.values();
    float[] d = dz.values();
    for (int r = 0; r < dz.rows(); r++) {
      for (int k = 0; k < n; k++) {
        int at = r * n + k;
        int i = 4 * at - 3 * k;
        float tanh = Exponential.tanh(c.values()[at]);
        float out = g[i + 3 * n];
        float cell = dc.values()[at] + dh.values()[at] * out * (1 - tanh * tanh);
        d[i] = cell * g[i + 2 * n] * g[i] * (1 - g[i]);
        d[i + n] = cell * before.cell(at) * g[i + n] * (1 - g[i + n]);
        d[i + 2 * n] = cell * g[i] * (1 - g[i + 2 * n] * g[i + 2 * n]);
        d[i + 3 * n] = dh.values()[at] * tanh * out * (1 - out);
        dc.values()[at] = cell * g[i + n];
      }
    }
    return dz;
  }
}
