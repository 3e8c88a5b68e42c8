// SPDX-License-Identifier: Apache-2.0
package io.anabranch.model.autograd;

import io.anabranch.model.device.Device;
import io.anabranch.model.device.Matrix;
import io.anabranch.model.device.Segments;
import java.util.List;

/**
 * Products of rows at the ends of edges: {@code y[e][k] = a[i] . b[j]} over the columns of head k,
 * where i and j are edge e's segments. {@code da[i] = sum of dy[e][k] b[j]} over the edges of i, db
 * likewise: an {@link EdgeSum} each.
 */
record EdgeDot(Variable a, Segments ofA, Variable b, Segments ofB, int heads) implements Operation {

  EdgeDot {
    Shapes.require(
        a.columns() == b.columns() && heads > 0 && a.columns() % heads == 0,
        "edge dot: %d heads of equal width on both sides; got %s and %s",
        heads,
        a.shape(),
        b.shape());
    Shapes.require(
        a.rows() == ofA.count() && b.rows() == ofB.count() && ofA.rows() == ofB.rows(),
        "edge dot: %d edges into %d rows and %d edges into %d rows; got %s and %s",
        ofA.rows(),
        ofA.count(),
        ofB.rows(),
        ofB.count(),
        a.shape(),
        b.shape());
  }

  @Override
  public String name() {
    return "edge dot";
  }

  @Override
  public List<Variable> inputs() {
    return List.of(a, b);
  }

  @Override
  public Matrix forward(Device device) {
    Matrix y = Matrix.zeros(ofA.rows(), heads);
    device.addEdgeDots(a.value(), ofA, b.value(), ofB, y);
    return y;
  }

  @Override
  public void backward(Device device, Matrix value, Matrix gradient) {
    if (a.differentiable()) {
      device.addEdgeSums(gradient, ofA, b.value(), ofB, a.gradient());
    }
    if (b.differentiable()) {
      device.addEdgeSums(gradient, ofB, a.value(), ofA, b.gradient());
    }
  }
}
