// SPDX-License-Identifier: Apache-2.0
package io.anabranch.model.autograd;

import io.anabranch.model.device.Device;
import io.anabranch.model.device.Matrix;
import io.anabranch.model.kernel.Exponential;
import java.util.List;

/**
 * {@code y[r][c] = x[r][c] - log(sum of e^x[r][j])}, the row's maximum taken away first. {@code
 * dx[r][c] = dy[r][c] - e^y[r][c] * sum of dy[r]}.
 */
record LogSoftmax(Variable x) implements Operation {

  @Override
  public String name() {
    return "log-softmax";
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

  private static void row(float[] x, int off, int n, float[] y) {
    float largest = Float.NEGATIVE_INFINITY;
    for (int i = off; i < off + n; i++) {
      largest = Math.max(largest, x[i]);
    }
    double sum = 0;
    for (int i = off; i < off + n; i++) {
      sum += Exponential.exp((double) x[i] - largest);
    }
    double log = largest + StrictMath.log(sum);
    for (int i = off; i < off + n; i++) {
      y[i] = (float) (x[i] - log);
    }
  }

  @Override
  public void backward(Device device, Matrix value, Matrix gradient) {
    int n = x.columns();
    float[] dy = gradient.values();
    float[] dx = x.gradient().values();
    for (int off = 0; off < dy.length; off += n) {
      double sum = 0;
      boolean any = false;
      for (int i = off; i < off + n; i++) {
        sum += dy[i];
        any |= dy[i] != 0;
      }
      // A loss on chosen rows leaves the others' gradients zero.
      for (int i = off; any && i < off + n; i++) {
        dx[i] += (float) (dy[i] - Exponential.exp((double) value.values()[i]) * sum);
      }
    }
  }
}
