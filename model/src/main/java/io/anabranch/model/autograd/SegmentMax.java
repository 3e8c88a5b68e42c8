// SPDX-License-Identifier: Apache-2.0
package io.anabranch.model.autograd;

import io.anabranch.model.device.Device;
import io.anabranch.model.device.Matrix;
import io.anabranch.model.device.Segments;
import java.util.List;

/**
 * {@code y[s][c] = max of x[k][c] over the rows of s}, 0 of none. The gradient goes to the row that
 * won, the first of equals.
 *
 * @param winners the winning row for each element of y, filled by forward
 */
record SegmentMax(Variable x, Segments segments, int[] winners) implements Operation {

  SegmentMax {
    SegmentSum.requireMembers("segment max", x, segments);
  }

  SegmentMax(Variable x, Segments segments) {
    this(x, segments, new int[segments.count() * x.columns()]);
  }

  @Override
  public String name() {
    return "segment max";
  }

  @Override
  public List<Variable> inputs() {
    return List.of(x);
  }

  @Override
  public Matrix forward(Device device) {
    Matrix y = Matrix.zeros(segments.count(), x.columns());
    device.segmentMax(x.value(), segments, winners, y);
    return y;
  }

  @Override
  public void backward(Device device, Matrix value, Matrix gradient) {
    int n = x.columns();
    for (int i = 0; i < winners.length; i++) {
      if (winners[i] >= 0) {
        x.gradient().values()[winners[i] * n + i % n] += gradient.values()[i];
      }
    }
  }
}
