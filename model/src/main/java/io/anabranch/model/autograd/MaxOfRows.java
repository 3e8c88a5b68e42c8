// SPDX-License-Identifier: Apache-2.0
package io.anabranch.model.autograd;

import io.anabranch.model.device.Device;
import io.anabranch.model.device.Matrix;
import io.anabranch.model.device.RowLists;
import java.util.Arrays;
import java.util.List;

/**
 * {@code y[t][c] = max of x[r][c] over the rows r of list t}, 0 of an empty list. The gradient goes
 * to the row that won, the first of equals. No row is copied for a list that it stands in.
 */
record MaxOfRows(Variable x, RowLists lists) implements Operation {

  MaxOfRows {
    Shapes.require(
        lists.rowsAtLeast() <= x.rows(),
        "max of rows: lists of at least %d rows; got a value of %s",
        lists.rowsAtLeast(),
        x.shape());
  }

  @Override
  public String name() {
    return "max of rows";
  }

  @Override
  public List<Variable> inputs() {
    return List.of(x);
  }

  @Override
  public Matrix forward(Device device) {
    int n = x.columns();
    Matrix y = Matrix.zeros(lists.count(), n);
    for (int t = 0; t < lists.count(); t++) {
      int from = lists.offsets()[t];
      int to = lists.offsets()[t + 1];
      if (from < to) {
        System.arraycopy(x.value().values(), lists.rows()[from] * n, y.values(), t * n, n);
      }
      for (int e = from + 1; e < to; e++) {
        raise(x.value().values(), lists.rows()[e] * n, y.values(), t * n, n);
      }
    }
    return y;
  }

  private static void raise(float[] x, int xOff, float[] y, int yOff, int n) {
    for (int i = 0; i < n; i++) {
      y[yOff + i] = Math.max(y[yOff + i], x[xOff + i]);
    }
  }

  @Override
  public void backward(Device device, Matrix value, Matrix gradient) {
    int n = x.columns();
    boolean[] given = new boolean[n];
    for (int t = 0; t < lists.count(); t++) {
      Arrays.fill(given, false);
      for (int e = lists.offsets()[t]; e < lists.offsets()[t + 1]; e++) {
        give(value.values(), gradient.values(), t * n, lists.rows()[e] * n, given);
      }
    }
  }

  private void give(float[] y, float[] dy, int yOff, int xOff, boolean[] given) {
    float[] from = x.value().values();
    float[] dx = x.gradient().values();
    for (int i = 0; i < given.length; i++) {
      if (from[xOff + i] == y[yOff + i] && !given[i]) {
        given[i] = true;
        dx[xOff + i] += dy[yOff + i];
      }
    }
  }
}
