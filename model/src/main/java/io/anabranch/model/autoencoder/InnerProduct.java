// SPDX-License-Identifier: Apache-2.0
package io.anabranch.model.autoencoder;

import io.anabranch.model.autograd.Operations;
import io.anabranch.model.autograd.Parameter;
import io.anabranch.model.autograd.Tape;
import io.anabranch.model.autograd.Variable;
import io.anabranch.model.device.Matrix;
import io.anabranch.model.kernel.Exponential;
import java.util.List;

/**
 * {@code p(u - v) = sigmoid(z_u . z_v)} (Kipf & Welling 2016, equation 2). The static forms score
 * two rows wherever they come from; their bits depend on the rows alone.
 */
public final class InnerProduct implements Decoder {

  @Override
  public List<Parameter> parameters() {
    return List.of();
  }

  @Override
  public Variable loss(Tape tape, Variable z, Reconstruction aim) {
    return new Operations(tape).reconstruct(z, aim.targets(), aim.positiveWeight(), aim.norm());
  }

  @Override
  public float logit(Matrix z, int u, int v) {
    int n = z.columns();
    return logit(z.values(), u * n, z.values(), v * n, n);
  }

  /** {@code z_u . z_v}: a chain of fma in index order. */
  public static float logit(float[] u, float[] v) {
    requireSameLength("v", v.length, u.length);
    return logit(u, 0, v, 0, u.length);
  }

  /** {@code sigmoid(z_u . z_v)}. */
  public static float probability(float[] u, float[] v) {
    return Exponential.sigmoid(logit(u, v));
  }

  /**
   * The variance of {@code z_u . z_v}, u and v two vertices, when all elements are independent and
   * normal: with m the mean and s the standard deviation, the sum over k of {@code s_u^2 s_v^2 +
   * m_u^2 s_v^2 + m_v^2 s_u^2}. The mean is {@code m_u . m_v}.
   */
  public static double variance(float[] meanU, float[] logStdU, float[] meanV, float[] logStdV) {
    requireSameLength("the log-std of u", logStdU.length, meanU.length);
    requireSameLength("the mean of v", meanV.length, meanU.length);
    requireSameLength("the log-std of v", logStdV.length, meanU.length);
    double sum = 0;
    for (int k = 0; k < meanU.length; k++) {
      double squareU = (double) meanU[k] * meanU[k];
      double squareV = (double) meanV[k] * meanV[k];
      double varianceU = Exponential.exp(2.0 * logStdU[k]);
      double varianceV = Exponential.exp(2.0 * logStdV[k]);
      sum += varianceU * varianceV + squareU * varianceV + squareV * varianceU;
    }
    return sum;
  }

  private static float logit(float[] u, int uOff, float[] v, int vOff, int n) {
    float sum = 0;
    for (int k = 0; k < n; k++) {
      sum = Math.fma(u[uOff + k], v[vOff + k], sum);
    }
    return sum;
  }

  private static void requireSameLength(String name, int length, int expected) {
    if (length != expected) {
      throw new IllegalArgumentException(
          name + " is as long as the mean or row of u, " + expected + "; got " + length);
    }
  }
}
