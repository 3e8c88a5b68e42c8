// SPDX-License-Identifier: Apache-2.0
package io.anabranch.model.autograd;

import io.anabranch.model.device.Blocks;
import io.anabranch.model.device.Device;
import io.anabranch.model.device.Matrix;
import java.util.List;

/**
 * A small product for each block: {@code y[left g] = a[left g] b[right g]}, of a's columns the
 * first ones, as many as block g of b has rows. {@code da[left g] = dy[left g] b[right g]'}, {@code
 * db[right g] = a[left g]' dy[left g]}.
 */
record BlockProduct(Variable a, Blocks left, Variable b, Blocks right) implements Operation {

  BlockProduct {
    Shapes.require(
        left.count() == right.count(),
        "block product: as many blocks on both sides; got %d and %d",
        left.count(),
        right.count());
    Shapes.require(
        a.rows() == left.rows() && a.columns() >= right.largest() && b.rows() == right.rows(),
        "block product: %d rows of at least %d columns times %d rows; got %s times %s",
        left.rows(),
        right.largest(),
        right.rows(),
        a.shape(),
        b.shape());
  }

  @Override
  public String name() {
    return "block product";
  }

  @Override
  public List<Variable> inputs() {
    return List.of(a, b);
  }

  @Override
  public Matrix forward(Device device) {
    Matrix y = Matrix.zeros(left.rows(), b.columns());
    device.addBlockProducts(a.value(), left, b.value(), right, y);
    return y;
  }

  @Override
  public void backward(Device device, Matrix value, Matrix gradient) {
    if (a.differentiable()) {
      device.addBlockDots(gradient, left, b.value(), right, a.gradient());
    }
    if (b.differentiable()) {
      device.addTransposedBlockProducts(a.value(), gradient, left, right, b.gradient());
    }
  }
}
