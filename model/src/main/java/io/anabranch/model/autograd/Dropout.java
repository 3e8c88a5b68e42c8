// SPDX-License-Identifier: Apache-2.0
package io.anabranch.model.autograd;

import io.anabranch.model.device.Device;
import io.anabranch.model.device.Matrix;
import java.util.List;

/** {@code y = x * mask}: {@code dx = dy * mask}. */
record Dropout(Variable x, Matrix factors) implements Operation {

  Dropout(Variable x, DropMask mask) {
    this(x, Matrix.of(x.rows(), x.columns(), mask.factors(x.value().values().length)));
  }

  @Override
  public String name() {
    return "dropout";
  }

  @Override
  public List<Variable> inputs() {
    return List.of(x);
  }

  @Override
  public Matrix forward(Device device) {
    Matrix y = Matrix.zeros(x.rows(), x.columns());
    device.addElementProduct(x.value(), factors, y);
    return y;
  }

  @Override
  public void backward(Device device, Matrix value, Matrix gradient) {
    device.addElementProduct(gradient, factors, x.gradient());
  }
}
