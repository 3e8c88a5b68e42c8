// SPDX-License-Identifier: Apache-2.0
package io.anabranch.model.autograd;

import io.anabranch.model.device.Blocks;
import io.anabranch.model.device.Device;
import io.anabranch.model.device.Matrix;
import java.util.List;

/**
 * A small product for each block: {@code y[out g] = a[in g]' b[in g]}, of a's columns the first
 * ones, as many as block g of y has rows. {@code da[in g] = b[in g] dy[out g]'}, {@code db[in g] =
 * a[in g] dy[out g]}.
 */
record TransposedBlockProduct(Variable a, Variable b, Blocks in, Blocks out) implements Operation {

  TransposedBlockProduct {
    Shapes.require(
        in.count() == out.count(),
        "transposed block product: as many blocks on both sides; got %d and %d",
        in.count(),
        out.count());
    Shapes.require(
        a.rows() == in.rows() && a.columns() >= out.largest() && b.rows() == in.rows(),
        "transposed block product: %d rows of at least %d columns, transposed, times %d rows;"
            + " got %s times %s",
        in.rows(),
        out.largest(),
        in.rows(),
        a.shape(),
        b.shape());
  }

  @Override
  public String name() {
    return "transposed block product";
  }

  @Override
  public List<Variable> inputs() {
    return List.of(a, b);
  }

  @Override
  public Matrix forward(Device device) {
    Matrix y = Matrix.zeros(out.rows(), b.columns());
    device.addTransposedBlockProducts(a.value(), b.value(), in, out, y);
    return y;
  }

  @Override
  public void backward(Device device, Matrix value, Matrix gradient) {
    if (a.differentiable()) {
      device.addBlockDots(b.value(), in, gradient, out, a.gradient());
    }
    if (b.differentiable()) {
      device.addBlockProducts(a.value(), in, gradient, out, b.gradient());
    }
  }
}
