// SPDX-License-Identifier: Apache-2.0
package io.anabranch.model.autograd;

import io.anabranch.model.device.Device;
import io.anabranch.model.device.Matrix;
import io.anabranch.model.device.SparseMatrix;
import java.util.List;

/** {@code y = s' b}, s constant and k x m, b k x n: {@code db = s dy}. */
record TransposedSparseMatMul(SparseMatrix s, Variable b) implements Operation {

  TransposedSparseMatMul {
    Shapes.require(
        s.rows() == b.rows(),
        "transposed sparse matmul: b has a row for each of s's rows; got %s, transposed, times %s",
        s.shape(),
        b.shape());
  }

  @Override
  public String name() {
    return "transposed sparse matmul";
  }

  @Override
  public List<Variable> inputs() {
    return List.of(b);
  }

  @Override
  public Matrix forward(Device device) {
    Matrix y = Matrix.zeros(s.columns(), b.columns());
    device.addTransposedProduct(s, b.value(), y);
    return y;
  }

  @Override
  public void backward(Device device, Matrix value, Matrix gradient) {
    device.addProduct(s, gradient, b.gradient());
  }
}
