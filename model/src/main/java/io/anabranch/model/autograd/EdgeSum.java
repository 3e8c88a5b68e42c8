// SPDX-License-Identifier: Apache-2.0
package io.anabranch.model.autograd;

import io.anabranch.model.device.Device;
import io.anabranch.model.device.Matrix;
import io.anabranch.model.device.Segments;
import java.util.List;

/**
 * Weighted sums along edges: {@code y[i] = sum of w[e][k] x[j]} in the columns of head k, over the
 * edges e of segment i, j being e's source. {@code dw[e][k] = dy[i] . x[j]}, an {@link EdgeDot};
 * {@code dx[j] = sum of w[e][k] dy[i]} over the edges of source j.
 */
record EdgeSum(Variable w, Segments targets, Variable x, Segments sources) implements Operation {

  EdgeSum {
    Shapes.require(
        w.columns() > 0 && x.columns() % w.columns() == 0,
        "edge sum: as many heads of equal width as weights have columns; got %s and %s",
        w.shape(),
        x.shape());
    Shapes.require(
        w.rows() == targets.rows() && w.rows() == sources.rows() && x.rows() == sources.count(),
        "edge sum: %d edges by target, %d by source from %d rows; got weights %s and %s",
        targets.rows(),
        sources.rows(),
        sources.count(),
        w.shape(),
        x.shape());
  }

  @Override
  public String name() {
    return "edge sum";
  }

  @Override
  public List<Variable> inputs() {
    return List.of(w, x);
  }

  @Override
  public Matrix forward(Device device) {
    Matrix y = Matrix.zeros(targets.count(), x.columns());
    device.addEdgeSums(w.value(), targets, x.value(), sources, y);
    return y;
  }

  @Override
  public void backward(Device device, Matrix value, Matrix gradient) {
    if (w.differentiable()) {
      device.addEdgeDots(gradient, targets, x.value(), sources, w.gradient());
    }
    if (x.differentiable()) {
      device.addEdgeSums(w.value(), sources, gradient, targets, x.gradient());
    }
  }
}
