// SPDX-License-Identifier: Apache-2.0
package io.anabranch.model.autograd;

import io.anabranch.model.device.Device;
import io.anabranch.model.device.Matrix;
import io.anabranch.model.kernel.Exponential;
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
    int n = x.columns();
    for (int off = 0; off < y.values().length; off += n) {
      row(x.value().values(), off, n, y.values());
    }
    return y;
  }

  /** Returns the logarithm of the sum of e^x. */
  static double row(float[] x, int off, int n, float[] y) {
    float largest = Float.NEGATIVE_INFINITY;
    for (int i = off; i < off + n; i++) {
      largest = Math.max(largest, x[i]);
    }
    double sum = 0;
    for (int i = off; i < off + n; i++) {
      double power = Exponential.exp((double) x[i] - largest);
      y[i] = (float) power;
      sum += power;
    }
    float inverse = (float) (1 / sum);
    for (int i = off; i < off + n; i++) {
      y[i] *= inverse;
    }
    return largest + StrictMath.log(sum);
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
