// SPDX-License-Identifier: Apache-2.0
package io.anabranch.model.autograd;

import io.anabranch.model.device.Device;
import io.anabranch.model.device.Matrix;
import java.util.List;

/**
 * The mean over chosen rows of {@code -logp[row][labels[row]]}: 1 x 1. The gradient is {@code -1 /
 * chosen} at these elements and 0 elsewhere.
 *
 * @param logp rows x classes, logarithms of probabilities
 * @param labels one a row of logp; those of rows not chosen may be anything
 * @param rows those chosen
 */
record CrossEntropy(Variable logp, int[] labels, int[] rows) implements Operation {

  CrossEntropy {
    Shapes.require(
        labels.length == logp.rows(),
        "cross-entropy: a label for each row of %s; got %d",
        logp.shape(),
        labels.length);
    Shapes.require(rows.length > 0, "cross-entropy: at least one row is chosen; got none");
    for (int row : rows) {
      Shapes.require(
          row >= 0 && row < labels.length,
          "cross-entropy: a chosen row lies from 0 to %d; got %d",
          labels.length - 1,
          row);
      Shapes.require(
          labels[row] >= 0 && labels[row] < logp.columns(),
          "cross-entropy: the label of row %d lies from 0 to %d; got %d",
          row,
          logp.columns() - 1,
          labels[row]);
    }
  }

  @Override
  public String name() {
    return "cross-entropy";
  }

  @Override
  public List<Variable> inputs() {
    return List.of(logp);
  }

  @Override
  public Matrix forward(Device device) {
    double sum = 0;
    for (int row : rows) {
      sum -= logp.value().get(row, labels[row]);
    }
    return Matrix.of(1, 1, (float) (sum / rows.length));
  }

  @Override
  public void backward(Device device, Matrix value, Matrix gradient) {
    float share = -gradient.values()[0] / rows.length;
    for (int row : rows) {
      logp.gradient().values()[row * logp.columns() + labels[row]] += share;
    }
  }
}
