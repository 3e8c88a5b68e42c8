// SPDX-License-Identifier: Apache-2.0
package io.anabranch.model.autograd;

import io.anabranch.model.device.Device;
import io.anabranch.model.device.Matrix;
import io.anabranch.model.device.SparseMatrix;
import java.util.List;

/** {@code y = s b}, s constant and m x k, b k x n: {@code db = s' dy}. */
record SparseMatMul(SparseMatrix s, Variable b) implements Operation {

  SparseMatMul {
    Shapes.require(
        s.columns() == b.rows(),
        "sparse matmul: b has a row for each of s's columns; got %s times %s",
        s.shape(),
        b.shape());
  }

  @Override
  public String name() {
    return "sparse matmul";
  }

  @Override
  public List<Variable> inputs() {
    return List.of(b);
  }

  @Override
  public Matrix forward(Device device) {
    Matrix y = Matrix.zeros(s.rows(), b.columns());
    device.addProduct(s, b.value(), y);
    return y;
  }

  @Override
  public void backward(Device device, Matrix value, Matrix gradient) {
    device.addTransposedProduct(s, gradient, b.gradient());
  }
}
