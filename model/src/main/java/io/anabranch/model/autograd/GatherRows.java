// SPDX-License-Identifier: Apache-2.0
package io.anabranch.model.autograd;

import io.anabranch.model.device.Device;
import io.anabranch.model.device.Matrix;
import io.anabranch.model.device.Segments;
import java.util.List;

/**
 * {@code y[k] = x[rows.segment(k)]}; a row may be taken many times. {@code dx[r]} is the sum of the
 * dy of all that took r.
 */
record GatherRows(Variable x, Segments rows) implements Operation {

  GatherRows {
    Shapes.require(
        x.rows() == rows.count(),
        "gather rows: indices into %d rows; got a value of %s",
        rows.count(),
        x.shape());
  }

  @Override
  public String name() {
    return "gather rows";
  }

  @Override
  public List<Variable> inputs() {
    return List.of(x);
  }

  @Override
  public Matrix forward(Device device) {
    Matrix y = Matrix.zeros(rows.rows(), x.columns());
    device.addGathered(x.value(), rows, y);
    return y;
  }

  @Override
  public void backward(Device device, Matrix value, Matrix gradient) {
    device.addSegmentSums(gradient, rows, x.gradient());
  }
}
