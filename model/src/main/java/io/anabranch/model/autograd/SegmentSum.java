// SPDX-License-Identifier: Apache-2.0
package io.anabranch.model.autograd;

import io.anabranch.model.device.Device;
import io.anabranch.model.device.Matrix;
import io.anabranch.model.device.Segments;
import java.util.List;

/** {@code y[s] = sum of x[k] over the rows of s}, 0 of none: {@code dx[k] = dy[segment of k]}. */
record SegmentSum(Variable x, Segments segments) implements Operation {

  SegmentSum {
    requireMembers("segment sum", x, segments);
  }

  static void requireMembers(String operation, Variable x, Segments segments) {
    Shapes.require(
        x.rows() == segments.rows(),
        "%s: %d rows belong to the segments; got a value of %s",
        operation,
        segments.rows(),
        x.shape());
  }

  @Override
  public String name() {
    return "segment sum";
  }

  @Override
  public List<Variable> inputs() {
    return List.of(x);
  }

  @Override
  public Matrix forward(Device device) {
    Matrix y = Matrix.zeros(segments.count(), x.columns());
    device.addSegmentSums(x.value(), segments, y);
    return y;
  }

  @Override
  public void backward(Device device, Matrix value, Matrix gradient) {
    device.addGathered(gradient, segments, x.gradient());
  }
}
