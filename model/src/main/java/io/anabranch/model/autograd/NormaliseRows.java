// SPDX-License-Identifier: Apache-2.0
package io.anabranch.model.autograd;

import io.anabranch.model.device.Device;
import io.anabranch.model.device.Matrix;
import io.anabranch.model.kernel.RowKernels;
import java.util.List;

/**
 * {@code y[r] = x[r] / |x[r]|}, as the serving kernel does it; a row of zeros stays zero and passes
 * no gradient. {@code dx = (dy - y (y . dy)) / |x|}.
 */
record NormaliseRows(Variable x) implements Operation {

  @Override
  public String name() {
    return "normalise rows";
  }

  @Override
  public List<Variable> inputs() {
    return List.of(x);
  }

  @Override
  public Matrix forward(Device device) {
    Matrix y = x.value().copy();
    RowKernels.best().l2Normalise(y.rows(), y.values(), y.columns());
    return y;
  }

  @Override
  public void backward(Device device, Matrix value, Matrix gradient) {
    int n = x.columns();
    for (int off = 0; off < value.values().length; off += n) {
      row(x.value().values(), value.values(), gradient.values(), off, n, x.gradient().values());
    }
  }

  private static void row(float[] x, float[] y, float[] dy, int off, int n, float[] dx) {
    double squares = 0;
    double dot = 0;
    for (int i = off; i < off + n; i++) {
      squares += (double) x[i] * x[i];
      dot += (double) y[i] * dy[i];
    }
    double norm = Math.sqrt(squares);
    // A row so short that forward does not bring it to length 1 is taken as one of zeros.
    for (int i = off; norm > RowKernels.SMALLEST_NORM && i < off + n; i++) {
      dx[i] += (float) ((dy[i] - y[i] * dot) / norm);
    }
  }
}
