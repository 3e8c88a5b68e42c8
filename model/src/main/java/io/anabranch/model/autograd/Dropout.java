// SPDX-License-Identifier: Apache-2.0
package io.anabranch.model.autograd;

import io.anabranch.model.device.Device;
import io.anabranch.model.device.Matrix;
import java.util.List;

/** {@code y = x * factors} of a mask: {@code dx = dy * factors}. */
record Dropout(Variable x, DropMask mask) implements Operation {

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
    device.addDropped(mask.rate(), mask.seed(), x.value(), y);
    return y;
  }

  @Override
  public void backward(Device device, Matrix value, Matrix gradient) {
    device.addDropped(mask.rate(), mask.seed(), gradient, x.gradient());
  }
}
