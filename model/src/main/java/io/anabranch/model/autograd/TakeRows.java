// SPDX-License-Identifier: Apache-2.0
package io.anabranch.model.autograd;

import io.anabranch.model.device.Device;
import io.anabranch.model.device.Matrix;
import java.util.List;

/** {@code y[k] = x[rows[k]]}: {@code dx[rows[k]] += dy[k]}, in the order of k. */
record TakeRows(Variable x, int[] rows) implements Operation {

  TakeRows {
    for (int row : rows) {
      Shapes.require(
          row >= 0 && row < x.rows(), "take rows: rows of a value of %s; got %d", x.shape(), row);
    }
  }

  @Override
  public String name() {
    return "take rows";
  }

  @Override
  public List<Variable> inputs() {
    return List.of(x);
  }

  @Override
  public Matrix forward(Device device) {
    int n = x.columns();
    Matrix y = Matrix.zeros(rows.length, n);
    for (int k = 0; k < rows.length; k++) {
      System.arraycopy(x.value().values(), rows[k] * n, y.values(), k * n, n);
    }
    return y;
  }

  @Override
  public void backward(Device device, Matrix value, Matrix gradient) {
    int n = x.columns();
    float[] dx = x.gradient().values();
    float[] dy = gradient.values();
    for (int k = 0; k < rows.length; k++) {
      int off = rows[k] * n;
      for (int i = 0; i < n; i++) {
        dx[off + i] += dy[k * n + i];
      }
    }
  }
}
