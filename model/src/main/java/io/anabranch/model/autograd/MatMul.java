// SPDX-License-Identifier: Apache-2.0
package io.anabranch.model.autograd;

import io.anabranch.model.device.Device;
import io.anabranch.model.device.Matrix;
import java.util.List;

/** {@code y = a b}: m x k times k x n. {@code da = dy b'}, {@code db = a' dy}. */
record MatMul(Variable a, Variable b) implements Operation {

  MatMul {
    Shapes.require(
        a.columns() == b.rows(),
        "matmul: b has a row for each of a's columns; got %s times %s",
        a.shape(),
        b.shape());
  }

  @Override
  public String name() {
    return "matmul";
  }

  @Override
  public List<Variable> inputs() {
    return List.of(a, b);
  }

  @Override
  public Matrix forward(Device device) {
    Matrix y = Matrix.zeros(a.rows(), b.columns());
    device.addProduct(a.value(), false, b.value(), false, y);
    return y;
  }

  @Override
  public void backward(Device device, Matrix value, Matrix gradient) {
    if (a.differentiable()) {
      device.addProduct(gradient, false, b.value(), true, a.gradient());
    }
    if (b.differentiable()) {
      device.addProduct(a.value(), true, gradient, false, b.gradient());
    }
  }
}
