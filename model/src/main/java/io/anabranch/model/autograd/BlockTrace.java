// SPDX-License-Identifier: Apache-2.0
package io.anabranch.model.autograd;

import io.anabranch.model.device.Blocks;
import io.anabranch.model.device.Device;
import io.anabranch.model.device.Matrix;
import java.util.List;

/**
 * The sum of the diagonals of all blocks, each square and in the first columns: 1 x 1. dx is dy on
 * the diagonals, 0 elsewhere.
 */
record BlockTrace(Variable x, Blocks blocks) implements Operation {

  BlockTrace {
    Shapes.require(
        x.rows() == blocks.rows() && x.columns() >= blocks.largest(),
        "block trace: %d rows of at least %d columns; got %s",
        blocks.rows(),
        blocks.largest(),
        x.shape());
  }

  @Override
  public String name() {
    return "block trace";
  }

  @Override
  public List<Variable> inputs() {
    return List.of(x);
  }

  @Override
  public Matrix forward(Device device) {
    double sum = 0;
    for (int g = 0; g < blocks.count(); g++) {
      for (int r = blocks.start(g); r < blocks.end(g); r++) {
        sum += x.value().get(r, r - blocks.start(g));
      }
    }
    return Matrix.of(1, 1, (float) sum);
  }

  @Override
  public void backward(Device device, Matrix value, Matrix gradient) {
    float share = gradient.values()[0];
    for (int g = 0; g < blocks.count(); g++) {
      for (int r = blocks.start(g); r < blocks.end(g); r++) {
        x.gradient().values()[r * x.columns() + r - blocks.start(g)] += share;
      }
    }
  }
}
