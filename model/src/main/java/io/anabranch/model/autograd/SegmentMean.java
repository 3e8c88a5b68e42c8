// SPDX-License-Identifier: Apache-2.0
package io.anabranch.model.autograd;

import io.anabranch.model.device.Device;
import io.anabranch.model.device.Matrix;
import io.anabranch.model.device.Segments;
import java.util.List;

/**
 * {@code y[s] = mean of x[k] over the rows of s}, 0 of none: {@code dx[k] = dy[s] / size of s}, s
 * the segment of k.
 */
record SegmentMean(Variable x, Segments segments) implements Operation {

  SegmentMean {
    SegmentSum.requireMembers("segment mean", x, segments);
  }

  @Override
  public String name() {
    return "segment mean";
  }

  @Override
  public List<Variable> inputs() {
    return List.of(x);
  }

  @Override
  public Matrix forward(Device device) {
    Matrix y = Matrix.zeros(segments.count(), x.columns());
    device.addSegmentSums(x.value(), segments, y);
    divideBySizes(y);
    return y;
  }

  @Override
  public void backward(Device device, Matrix value, Matrix gradient) {
    Matrix shares = gradient.copy();
    divideBySizes(shares);
    device.addGathered(shares, segments, x.gradient());
  }

  private void divideBySizes(Matrix y) {
    for (int s = 0; s < segments.count(); s++) {
      int size = Math.max(segments.size(s), 1);
      for (int i = s * y.columns(); i < (s + 1) * y.columns(); i++) {
        y.values()[i] /= size;
      }
    }
  }
}
