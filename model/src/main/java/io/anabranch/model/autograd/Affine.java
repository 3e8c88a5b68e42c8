// SPDX-License-Identifier: Apache-2.0
package io.anabranch.model.autograd;

import io.anabranch.model.device.Device;
import io.anabranch.model.device.Matrix;
import java.util.ArrayList;
import java.util.List;

/**
 * A sum of products and a bias, in one value: {@code y = x[0] w[0] + x[1] w[1] + ... + b} in each
 * row. Each x is m x (its own k), its w k x n, b 1 x n. {@code dx = dy w'}, {@code dw = x' dy}, db
 * the sum of dy's rows.
 */
record Affine(List<Variable> x, List<Variable> w, Variable b) implements Operation {

  Affine {
    Shapes.require(
        !x.isEmpty() && x.size() == w.size(),
        "affine: weights for each of at least one input; got %d inputs, %d weights",
        x.size(),
        w.size());
    for (int i = 0; i < x.size(); i++) {
      Shapes.require(
          x.get(i).rows() == x.get(0).rows()
              && x.get(i).columns() == w.get(i).rows()
              && w.get(i).columns() == b.columns()
              && b.rows() == 1,
          "affine: input %d of %d rows, times weights, plus a bias; got %s times %s plus %s",
          i,
          x.get(0).rows(),
          x.get(i).shape(),
          w.get(i).shape(),
          b.shape());
    }
  }

  @Override
  public String name() {
    return "affine";
  }

  @Override
  public List<Variable> inputs() {
    List<Variable> inputs = new ArrayList<>(x);
    inputs.addAll(w);
    inputs.add(b);
    return inputs;
  }

  @Override
  public Matrix forward(Device device) {
    Matrix y = Matrix.zeros(x.get(0).rows(), b.columns());
    int n = y.columns();
    for (int r = 0; r < y.rows(); r++) {
      System.arraycopy(b.value().values(), 0, y.values(), r * n, n);
    }
    for (int i = 0; i < x.size(); i++) {
      device.addProduct(x.get(i).value(), false, w.get(i).value(), false, y);
    }
    return y;
  }

  @Override
  public void backward(Device device, Matrix value, Matrix gradient) {
    for (int i = 0; i < x.size(); i++) {
      if (x.get(i).differentiable()) {
        device.addProduct(gradient, false, w.get(i).value(), true, x.get(i).gradient());
      }
      if (w.get(i).differentiable()) {
        device.addProduct(x.get(i).value(), true, gradient, false, w.get(i).gradient());
      }
    }
    if (b.differentiable()) {
      Columns.addSums(gradient, b.gradient().values());
    }
  }
}
