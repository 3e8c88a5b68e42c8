// SPDX-License-Identifier: Apache-2.0
package io.anabranch.model.autograd;

import io.anabranch.model.device.Device;
import io.anabranch.model.device.Matrix;
import java.util.List;

/** The sum of the squares of all elements, in double: 1 x 1. {@code dx = 2 x dy}. */
record SquaredNorm(Variable x) implements Operation {

  @Override
  public String name() {
    return "squared norm";
  }

  @Override
  public List<Variable> inputs() {
    return List.of(x);
  }

  @Override
  public Matrix forward(Device device) {
    double sum = 0;
    for (float v : x.value().values()) {
      sum += (double) v * v;
    }
    return Matrix.of(1, 1, (float) sum);
  }

  @Override
  public void backward(Device device, Matrix value, Matrix gradient) {
    device.addScaled(2f * gradient.values()[0], x.value(), x.gradient());
  }
}
