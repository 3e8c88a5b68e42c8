// SPDX-License-Identifier: Apache-2.0
package io.anabranch.model.autograd;

import io.anabranch.model.device.Device;
import io.anabranch.model.device.Matrix;
import java.util.List;

/** The mean of all elements, summed in double: 1 x 1. {@code dx = dy / elements}. */
record Mean(Variable x) implements Operation {

  Mean {
    Shapes.require(x.value().values().length > 0, "mean: at least one element; got %s", x.shape());
  }

  @Override
  public String name() {
    return "mean";
  }

  @Override
  public List<Variable> inputs() {
    return List.of(x);
  }

  @Override
  public Matrix forward(Device device) {
    double sum = 0;
    for (float v : x.value().values()) {
      sum += v;
    }
    return Matrix.of(1, 1, (float) (sum / x.value().values().length));
  }

  @Override
  public void backward(Device device, Matrix value, Matrix gradient) {
    float share = gradient.values()[0] / x.value().values().length;
    float[] dx = x.gradient().values();
    for (int i = 0; i < dx.length; i++) {
      dx[i] += share;
    }
  }
}
