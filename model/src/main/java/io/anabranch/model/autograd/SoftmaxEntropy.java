// SPDX-License-Identifier: Apache-2.0
package io.anabranch.model.autograd;

import io.anabranch.model.device.Device;
import io.anabranch.model.device.Matrix;
import java.util.Arrays;
import java.util.List;

/**
 * The mean over rows of the entropy of their softmax, in nats: 1 x 1. With p = softmax(x[r]) and l
 * = log of the sum of e^x[r], a row's entropy is {@code H = -sum of p log p = l - p . x[r]}, and
 * {@code dx = -p (x - l + H) / rows}. Taken from the logits, so that no probability is too small
 * for a logarithm.
 *
 * @param p rows x columns, filled by forward
 * @param logSum one a row, likewise; {@code entropy} too
 */
record SoftmaxEntropy(Variable x, float[] p, double[] logSum, double[] entropy)
    implements Operation {

  SoftmaxEntropy {
    Shapes.require(
        x.value().values().length > 0,
        "softmax entropy: at least one row and column; got %s",
        x.shape());
  }

  SoftmaxEntropy(Variable x) {
    this(x, new float[x.value().values().length], new double[x.rows()], new double[x.rows()]);
  }

  @Override
  public String name() {
    return "softmax entropy";
  }

  @Override
  public List<Variable> inputs() {
    return List.of(x);
  }

  @Override
  public Matrix forward(Device device) {
    int n = x.columns();
    float[] from = x.value().values();
    Softmax.rows(from, n, p, logSum);
    for (int r = 0; r < logSum.length; r++) {
      logSum[r] = Softmax.largest(from, r * n, n) + StrictMath.log(logSum[r]);
      entropy[r] = -weighed(p, from, (float) logSum[r], r * n, n);
    }
    return Matrix.of(1, 1, (float) (Arrays.stream(entropy).sum() / entropy.length));
  }

  /** {@code sum of p (x - shift)}, by four chains of additions. */
  private static float weighed(float[] p, float[] x, float shift, int off, int n) {
    float s0 = 0, s1 = 0, s2 = 0, s3 = 0;
    int i = off;
    for (; i + 4 <= off + n; i += 4) {
      s0 += p[i] * (x[i] - shift);
      s1 += p[i + 1] * (x[i + 1] - shift);
      s2 += p[i + 2] * (x[i + 2] - shift);
      s3 += p[i + 3] * (x[i + 3] - shift);
    }
    for (; i < off + n; i++) {
      s0 += p[i] * (x[i] - shift);
    }
    return (s0 + s2) + (s1 + s3);
  }

  @Override
  public void backward(Device device, Matrix value, Matrix gradient) {
    int n = x.columns();
    float share = gradient.values()[0] / entropy.length;
    float[] from = x.value().values();
    float[] dx = x.gradient().values();
    for (int r = 0; r < entropy.length; r++) {
      float shift = (float) (entropy[r] - logSum[r]);
      for (int i = r * n; i < (r + 1) * n; i++) {
        dx[i] -= share * p[i] * (from[i] + shift);
      }
    }
  }
}
