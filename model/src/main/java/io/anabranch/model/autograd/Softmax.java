// SPDX-License-Identifier: Apache-2.0
package io.anabranch.model.autograd;

import io.anabranch.model.device.Device;
import io.anabranch.model.device.Matrix;
import io.anabranch.model.kernel.ElementKernels;
import io.anabranch.model.kernel.RowKernels;
import java.util.List;

/**
 * {@code y[r][c] = e^x[r][c] / sum of e^x[r][j]}, the row's maximum taken away first. {@code
 * dx[r][c] = y[r][c] (dy[r][c] - y[r] . dy[r])}.
 */
record Softmax(Variable x) implements Operation {

  @Override
  public String name() {
    return "softmax";
  }

  @Override
  public List<Variable> inputs() {
    return List.of(x);
  }

  @Override
  public Matrix forward(Device device) {
    Matrix y = Matrix.zeros(x.rows(), x.columns());
    rows(x.value().values(), x.columns(), y.values(), new double[x.rows()]);
    return y;
  }

  /**
   * The softmax of each row.
   *
   * @param y what comes out
   * @param sums of each row: of e^(x - its maximum)
   */
  static void rows(float[] x, int n, float[] y, double[] sums) {
    for (int off = 0; off < y.length; off += n) {
      float largest = largest(x, off, n);
      for (int i = off; i < off + n; i++) {
        y[i] = x[i] - largest;
      }
    }
    ElementKernels.best().exp(y, y, 0, y.length);
    for (int r = 0; r < sums.length; r++) {
      sums[r] = sum(y, r * n, n);
      RowKernels.best().scale(y, r * n, n, 1 / sums[r]);
    }
  }

  static float largest(float[] x, int off, int n) {
    float largest = Float.NEGATIVE_INFINITY;
    for (int i = off; i < off + n; i++) {
      largest = Math.max(largest, x[i]);
    }
    return largest;
  }

  /** By four chains of additions, which do not wait for each other. */
  private static double sum(float[] x, int off, int n) {
    float s0 = 0, s1 = 0, s2 = 0, s3 = 0;
    int i = off;
    for (; i + 4 <= off + n; i += 4) {
      s0 += x[i];
      s1 += x[i + 1];
      s2 += x[i + 2];
      s3 += x[i + 3];
    }
    for (; i < off + n; i++) {
      s0 += x[i];
    }
    return (double) (s0 + s2) + (s1 + s3);
  }

  @Override
  public void backward(Device device, Matrix value, Matrix gradient) {
    int n = x.columns();
    float[] y = value.values();
    float[] dy = gradient.values();
    float[] dx = x.gradient().values();
    for (int off = 0; off < dx.length; off += n) {
      float dot = 0;
      for (int i = off; i < off + n; i++) {
        dot += y[i] * dy[i];
      }
      for (int i = off; i < off + n; i++) {
        dx[i] += y[i] * (dy[i] - dot);
      }
    }
  }
}
