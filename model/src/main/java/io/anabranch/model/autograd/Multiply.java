// SPDX-License-Identifier: Apache-2.0
package io.anabranch.model.autograd;

import io.anabranch.model.device.Device;
import io.anabranch.model.device.Matrix;
import java.util.List;

/**
 * {@code y = a * b}, element by element, of one shape: {@code da = dy * b}, {@code db = dy * a}.
 */
record Multiply(Variable a, Variable b) implements Operation {

  Multiply {
    Shapes.requireSame("multiply", a, b);
  }

  @Override
  public String name() {
    return "multiply";
  }

  @Override
  public List<Variable> inputs() {
    return List.of(a, b);
  }

  @Override
  public Matrix forward(Device device) {
    Matrix y = Matrix.zeros(a.rows(), a.columns());
    device.addElementProduct(a.value(), b.value(), y);
    return y;
  }

  @Override
  public void backward(Device device, Matrix value, Matrix gradient) {
    if (a.differentiable()) {
      device.addElementProduct(gradient, b.value(), a.gradient());
    }
    if (b.differentiable()) {
      device.addElementProduct(gradient, a.value(), b.gradient());
    }
  }
}
