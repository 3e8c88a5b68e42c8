// SPDX-License-Identifier: Apache-2.0
package io.anabranch.model.autograd;

import io.anabranch.model.device.Device;
import io.anabranch.model.device.Matrix;
import io.anabranch.model.device.Segments;
import java.util.List;

/** {@code y[r] = x[r] + b}: x is m x n, b 1 x n. {@code dx = dy}, db the sum of dy's rows. */
record AddBias(Variable x, Variable b) implements Operation {

  AddBias {
    Shapes.require(
        b.rows() == 1 && b.columns() == x.columns(),
        "add bias: a bias for %s is 1 x %d; got %s",
        x.shape(),
        x.columns(),
        b.shape());
  }

  @Override
  public String name() {
    return "add bias";
  }

  @Override
  public List<Variable> inputs() {
    return List.of(x, b);
  }

  @Override
  public Matrix forward(Device device) {
    Matrix y = x.value().copy();
    device.addGathered(b.value(), everyRow(), y);
    return y;
  }

  @Override
  public void backward(Device device, Matrix value, Matrix gradient) {
    if (x.differentiable()) {
      device.addScaled(1f, gradient, x.gradient());
    }
    if (b.differentiable()) {
      device.addSegmentSums(gradient, everyRow(), b.gradient());
    }
  }

  private Segments everyRow() {
    return Segments.all(x.rows());
  }
}
