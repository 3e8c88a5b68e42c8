// SPDX-License-Identifier: Apache-2.0
package io.anabranch.model.autograd;

import io.anabranch.model.device.Device;
import io.anabranch.model.device.Matrix;
import io.anabranch.model.device.Segments;
import java.util.List;

/**
 * The coefficients of attention (Veličković et al. 2018, equation 2): {@code y[k] = e^x[k] / sum of
 * e^x[j] over the rows j of k's segment}, each column by itself. {@code dx = y * (dy - sum of y[j]
 * dy[j])}, the sum over the segment.
 */
record SegmentSoftmax(Variable x, Segments segments) implements Operation {

  SegmentSoftmax {
    SegmentSum.requireMembers("segment softmax", x, segments);
  }

  @Override
  public String name() {
    return "segment softmax";
  }

  @Override
  public List<Variable> inputs() {
    return List.of(x);
  }

  @Override
  public Matrix forward(Device device) {
    Matrix y = Matrix.zeros(x.rows(), x.columns());
    device.segmentSoftmax(x.value(), segments, y);
    return y;
  }

  @Override
  public void backward(Device device, Matrix value, Matrix gradient) {
    device.addSoftmaxGradient(value, gradient, segments, x.gradient());
  }
}
