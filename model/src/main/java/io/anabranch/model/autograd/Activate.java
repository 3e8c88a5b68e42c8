// SPDX-License-Identifier: Apache-2.0
package io.anabranch.model.autograd;

import io.anabranch.model.device.Device;
import io.anabranch.model.device.Matrix;
import io.anabranch.model.device.Pointwise;
import java.util.List;
import java.util.Locale;

/** {@code y = f(x)}, element by element: {@code dx = dy * f'(x)}. */
record Activate(Pointwise function, Variable x) implements Operation {

  @Override
  public String name() {
    return function.name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }

  @Override
  public List<Variable> inputs() {
    return List.of(x);
  }

  @Override
  public Matrix forward(Device device) {
    Matrix y = Matrix.zeros(x.rows(), x.columns());
    device.apply(function, x.value(), y);
    return y;
  }

  @Override
  public void backward(Device device, Matrix value, Matrix gradient) {
    device.addChained(function, x.value(), value, gradient, x.gradient());
  }
}
