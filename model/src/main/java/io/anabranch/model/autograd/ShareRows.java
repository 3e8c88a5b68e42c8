// SPDX-License-Identifier: Apache-2.0
package io.anabranch.model.autograd;

import io.anabranch.model.device.Device;
import io.anabranch.model.device.Matrix;
import java.util.List;

/**
 * Weights of a mean: {@code y[r] = x[r] / d} with {@code d = max(sum of x[r], 1)}, so that a row
 * with next to no weight does not blow up what it weighs. {@code dx[r][c] = (dy[r][c] - y[r] .
 * dy[r]) / d} where the sum is above 1, else {@code dy[r][c]}.
 */
record ShareRows(Variable x) implements Operation {

  @Override
  public String name() {
    return "share rows";
  }

  @Override
  public List<Variable> inputs() {
    return List.of(x);
  }

  @Override
  public Matrix forward(Device device) {
    int n = x.columns();
    Matrix y = Matrix.zeros(x.rows(), n);
    for (int r = 0; r < x.rows(); r++) {
      float inverse = 1 / Math.max(sum(r), 1f);
      for (int i = r * n; i < (r + 1) * n; i++) {
        y.values()[i] = x.value().values()[i] * inverse;
      }
    }
    return y;
  }

  private float sum(int row) {
    float sum = 0;
    for (int c = 0; c < x.columns(); c++) {
      sum += x.value().get(row, c);
    }
    return sum;
  }

  @Override
  public void backward(Device device, Matrix value, Matrix gradient) {
    int n = x.columns();
    float[] dx = x.gradient().values();
    float[] dy = gradient.values();
    for (int r = 0; r < x.rows(); r++) {
      float sum = sum(r);
      float dot = 0;
      for (int i = r * n; sum > 1 && i < (r + 1) * n; i++) {
        dot += value.values()[i] * dy[i];
      }
      for (int i = r * n; i < (r + 1) * n; i++) {
        dx[i] += (dy[i] - dot) / Math.max(sum, 1f);
      }
    }
  }
}
