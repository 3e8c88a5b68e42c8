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
    double norm = RowKernels.length(x, off, n);
    // A row so short that forward does not bring it to length 1 is taken as one of zeros.
    if (norm > RowKernels.SMALLEST_NORM) {
      float inverse = (float) (1 / norm);
      float dot = dot(y, dy, off, n);
      for (int i = off; i < off + n; i++) {
        dx[i] += (dy[i] - y[i] * dot) * inverse;
      }
    }
  }

  /** By four chains of additions, which do not wait for each other. */
  private static float dot(float[] a, float[] b, int off, int n) {
    float s0 = 0, s1 = 0, s2 = 0, s3 = 0;
    int i = off;
    for (; i + 4 <= off + n; i += 4) {
      s0 = Math.fma(a[i], b[i], s0);
      s1 = Math.fma(a[i + 1], b[i + 1], s1);
      s2 = Math.fma(a[i + 2], b[i + 2], s2);
      s3 = Math.fma(a[i + 3], b[i + 3], s3);
    }
    for (; i < off + n; i++) {
      s0 = Math.fma(a[i], b[i], s0);
    }
    return (s0 + s2) + (s1 + s3);
  }
}
