// SPDX-License-Identifier: Apache-2.0
package io.anabranch.model.autograd;

import io.anabranch.model.device.Device;
import io.anabranch.model.device.Matrix;
import java.util.List;

/** {@code y[r] = parts[0][r], parts[1][r], ...}: each part takes its own columns of dy. */
record ConcatColumns(List<Variable> parts) implements Operation {

  ConcatColumns {
    Shapes.require(!parts.isEmpty(), "concat columns: at least one part; got none");
    for (Variable part : parts) {
      Shapes.require(
          part.rows() == parts.get(0).rows(),
          "concat columns: all parts have equally many rows; got %s and %s",
          parts.get(0).shape(),
          part.shape());
    }
  }

  @Override
  public String name() {
    return "concat columns";
  }

  @Override
  public List<Variable> inputs() {
    return parts;
  }

  @Override
  public Matrix forward(Device device) {
    int columns = parts.stream().mapToInt(Variable::columns).sum();
    Matrix y = Matrix.zeros(parts.get(0).rows(), columns);
    int first = 0;
    for (Variable part : parts) {
      int n = part.columns();
      for (int r = 0; r < y.rows(); r++) {
        System.arraycopy(part.value().values(), r * n, y.values(), r * columns + first, n);
      }
      first += n;
    }
    return y;
  }

  @Override
  public void backward(Device device, Matrix value, Matrix gradient) {
    int first = 0;
    for (Variable part : parts) {
      if (part.differentiable()) {
        addColumns(gradient, first, part.gradient());
      }
      first += part.columns();
    }
  }

  private static void addColumns(Matrix from, int first, Matrix to) {
    int n = to.columns();
    float[] dy = from.values();
    float[] dx = to.values();
    for (int r = 0; r < to.rows(); r++) {
      int off = r * from.columns() + first;
      for (int c = 0; c < n; c++) {
        dx[r * n + c] += dy[off + c];
      }
    }
  }
}
