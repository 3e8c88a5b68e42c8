// SPDX-License-Identifier: Apache-2.0
package io.anabranch.model.autograd;

import io.anabranch.model.device.Device;
import io.anabranch.model.device.Matrix;
import java.util.List;

/** {@code y = a b'}: m x k, b n x k: every row of a times every row of b. */
record MatMulTransposed(Variable a, Variable b) implements Operation {

  MatMulTransposed {
    Shapes.require(
        a.columns() == b.columns(),
        "matmul transposed: both have equally many columns; got %s and %s",
        a.shape(),
        b.shape());
  }

  @Override
  public String name() {
    return "matmul transposed";
  }

  @Override
  public List<Variable> inputs() {
    return List.of(a, b);
  }

  @Override
  public Matrix forward(Device device) {
    Matrix y = Matrix.zeros(a.rows(), b.rows());
    device.addProduct(a.value(), false, b.value(), true, y);
    return y;
  }

  @Override
  public void backward(Device device, Matrix value, Matrix gradient) {
    if (a.differentiable()) {
      device.addProduct(gradient, false, b.value(), false, a.gradient());
    }
    if (b.differentiable()) {
      device.addProduct(gradient, true, a.value(), false, b.gradient());
    }
  }
}
