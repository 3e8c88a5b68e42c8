// SPDX-License-Identifier: Apache-2.0
package io.anabranch.model.autograd;

import io.anabranch.model.device.Device;
import io.anabranch.model.device.Matrix;
import java.util.ArrayList;
import java.util.List;

/**
 * {@code y = b + x1 w1 + x2 w2 + ...}, in this order, as a serving layer adds up: xi is m x ki, wi
 * ki x n, b 1 x n. {@code dxi = dy wi'}, {@code dwi = xi' dy}, db the sum of dy's rows.
 */
record Linear(Variable bias, List<Variable> xs, List<Variable> ws) implements Operation {

  Linear {
    Shapes.require(
        !xs.isEmpty() && xs.size() == ws.size(),
        "linear: as many weights as inputs, at least one; got %d and %d",
        xs.size(),
        ws.size());
    for (int i = 0; i < xs.size(); i++) {
      Variable x = xs.get(i);
      Variable w = ws.get(i);
      Shapes.require(
          x.rows() == xs.get(0).rows()
              && x.columns() == w.rows()
              && w.columns() == bias.columns()
              && bias.rows() == 1,
          "linear: inputs of %d rows, weights as wide as the bias, 1 x n; got %s times %s and %s",
          xs.get(0).rows(),
          x.shape(),
          w.shape(),
          bias.shape());
    }
  }

  @Override
  public String name() {
    return "linear";
  }

  @Override
  public List<Variable> inputs() {
    List<Variable> inputs = new ArrayList<>(xs);
    inputs.addAll(ws);
    inputs.add(bias);
    return inputs;
  }

  @Override
  public Matrix forward(Device device) {
    int n = bias.columns();
    Matrix y = Matrix.zeros(xs.get(0).rows(), n);
    for (int r = 0; r < y.rows(); r++) {
      System.arraycopy(bias.value().values(), 0, y.values(), r * n, n);
    }
    for (int i = 0; i < xs.size(); i++) {
      device.addProduct(xs.get(i).value(), false, ws.get(i).value(), false, y);
    }
    return y;
  }

  @Override
  public void backward(Device device, Matrix value, Matrix gradient) {
    for (int i = 0; i < xs.size(); i++) {
      Variable x = xs.get(i);
      Variable w = ws.get(i);
      if (x.differentiable()) {
        device.addProduct(gradient, false, w.value(), true, x.gradient());
      }
      if (w.differentiable()) {
        device.addProduct(x.value(), true, gradient, false, w.gradient());
      }
    }
    if (bias.differentiable()) {
      addRows(gradient, bias.gradient().values());
    }
  }

  private static void addRows(Matrix from, float[] to) {
    for (int r = 0; r < from.rows(); r++) {
      int off = r * to.length;
      for (int i = 0; i < to.length; i++) {
        to[i] += from.values()[off + i];
      }
    }
  }
}
