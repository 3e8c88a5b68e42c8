// SPDX-License-Identifier: Apache-2.0
package io.anabranch.model.autograd;

import io.anabranch.model.device.Device;
import io.anabranch.model.device.Matrix;
import java.util.List;

/** {@code y = f x}, f a constant: {@code dx = f dy}. */
record Scale(Variable x, float factor) implements Operation {

  @Override
  public String name() {
    return "scale";
  }

  @Override
  public List<Variable> inputs() {
    return List.of(x);
  }

  @Override
  public Matrix forward(Device device) {
    Matrix y = Matrix.zeros(x.rows(), x.columns());
    device.addScaled(factor, x.value(), y);
    return y;
  }

  @Override
  public void backward(Device device, Matrix value, Matrix gradient) {
    device.addScaled(factor, gradient, x.gradient());
  }
}
