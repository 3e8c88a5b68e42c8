// SPDX-License-Identifier: Apache-2.0
package io.anabranch.model.autograd;

import io.anabranch.model.device.Device;
import io.anabranch.model.device.Matrix;
import io.anabranch.model.device.RowLists;
import java.util.ArrayList;
import java.util.List;

/**
 * A long short-term memory (Hochreiter & Schmidhuber 1997, with the forget gate of Gers et al.
 * 2000) over lists of rows; y is a list's last hidden state, 0 of an empty list. With {@code z =
 * x[row] + h u}, whose four blocks of columns are PyTorch's, input i, forget f, cell g, output o:
 *
 * <pre>{@code c = s(f) c + s(i) tanh(g),  h = s(o) tanh(c)}</pre>
 *
 * from {@code h = c = 0}, s the sigmoid. All lists that have a t-th row take step t together.
 *
 * @param x rows x 4n: what the gates hear of each row, bias included
 * @param u n x 4n
 * @param steps what backward needs of each step, filled by forward
 */
record Lstm(Variable x, Variable u, RowLists lists, LstmOrder order, List<LstmStep> steps)
    implements Operation {

  Lstm {
    Shapes.require(
        x.columns() == u.columns() && u.columns() == 4 * u.rows(),
        "lstm: gates of 4n columns and a recurrent weight of n x 4n; got %s and %s",
        x.shape(),
        u.shape());
    Shapes.require(
        lists.rowsAtLeast() <= x.rows(),
        "lstm: lists of at least %d rows; got gates of %s",
        lists.rowsAtLeast(),
        x.shape());
  }

  Lstm(Variable x, Variable u, RowLists lists) {
    this(x, u, lists, LstmOrder.of(lists), new ArrayList<>());
  }

  @Override
  public String name() {
    return "lstm";
  }

  @Override
  public List<Variable> inputs() {
    return List.of(x, u);
  }

  @Override
  public Matrix forward(Device device) {
    Matrix y = Matrix.zeros(lists.count(), u.rows());
    for (int t = 0; t < order.steps(); t++) {
      LstmStep before = t == 0 ? LstmStep.none(u.rows()) : steps.get(t - 1);
      Matrix z = heard(t);
      if (t > 0) {
        device.addProduct(before.hidden(z.rows()), false, u.value(), false, z);
      }
      LstmStep step = LstmStep.forward(z, before);
      steps.add(step);
      for (int p = order.active(t + 1); p < order.active(t); p++) {
        copyRow(step.h(), p, y, order.list(p));
      }
    }
    return y;
  }

  /** Row p is what list p of the order hears at step t. */
  private Matrix heard(int t) {
    int n = x.columns();
    Matrix z = Matrix.zeros(order.active(t), n);
    for (int p = 0; p < z.rows(); p++) {
      copyRow(x.value(), row(p, t), z, p);
    }
    return z;
  }

  private int row(int p, int t) {
    return lists.rows()[lists.offsets()[order.list(p)] + t];
  }

  private static void copyRow(Matrix from, int row, Matrix to, int at) {
    int n = from.columns();
    System.arraycopy(from.values(), row * n, to.values(), at * n, n);
  }

  @Override
  public void backward(Device device, Matrix value, Matrix gradient) {
    Matrix dh = Matrix.zeros(order.active(0), u.rows());
    Matrix dc = Matrix.zeros(order.active(0), u.rows());
    for (int t = order.steps() - 1; t >= 0; t--) {
      for (int p = order.active(t + 1); p < order.active(t); p++) {
        copyRow(gradient, order.list(p), dh, p);
      }
      LstmStep before = t == 0 ? LstmStep.none(u.rows()) : steps.get(t - 1);
      Matrix dz = steps.get(t).backward(before, dh, dc);
      if (x.differentiable()) {
        addToRows(dz, t);
      }
      if (t > 0) {
        throughTime(device, before.hidden(dz.rows()), dz, dh);
      }
    }
  }

  private void addToRows(Matrix dz, int t) {
    int n = dz.columns();
    float[] dx = x.gradient().values();
    for (int p = 0; p < dz.rows(); p++) {
      int off = row(p, t) * n;
      for (int i = 0; i < n; i++) {
        dx[off + i] += dz.values()[p * n + i];
      }
    }
  }

  /** {@code du += h' dz}, and dh, of the step before, becomes {@code dz u'}. */
  private void throughTime(Device device, Matrix hidden, Matrix dz, Matrix dh) {
    if (u.differentiable()) {
      device.addProduct(hidden, true, dz, false, u.gradient());
    }
    Matrix before = Matrix.zeros(dz.rows(), u.rows());
    device.addProduct(dz, false, u.value(), true, before);
    System.arraycopy(before.values(), 0, dh.values(), 0, before.values().length);
  }
}
