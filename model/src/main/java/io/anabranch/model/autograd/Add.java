// SPDX-License-Identifier: Apache-2.0
package io.anabranch.model.autograd;

import io.anabranch.model.device.Device;
import io.anabranch.model.device.Matrix;
import java.util.List;

/** {@code y = a + b}, of one shape: {@code da = db = dy}. */
record Add(Variable a, Variable b) implements Operation {

  Add {
    Shapes.requireSame("add", a, b);
  }

  @Override
  public String name() {
    return "add";
  }

  @Override
  public List<Variable> inputs() {
    return List.of(a, b);
  }

  @Override
  public Matrix forward(Device device) {
    Matrix y = a.value().copy();
    device.addScaled(1f, b.value(), y);
    return y;
  }

  @Override
  public void backward(Device device, Matrix value, Matrix gradient) {
    for (Variable input : inputs()) {
      if (input.differentiable()) {
        device.addScaled(1f, gradient, input.gradient());
      }
    }
  }
}
