// SPDX-License-Identifier: Apache-2.0
package io.anabranch.model.risk;

import io.anabranch.model.device.Matrix;
import java.util.List;

/**
 * The log odds of risk, to first order: with {@code l(z) = w relu(... relu(W_0 z + b_0)) + b},
 *
 * <pre>gradient(z) = W_0' D_0 ... W_k' D_k w',  D_i = diag(1 where layer i's output is above 0)
 * </pre>
 *
 * and {@code l(z + d) = l(z) + gradient . d} for as long as no output of a hidden layer changes
 * sign on the way: a perceptron with relu is linear in pieces (Montufar, Pascanu, Cho, Bengio 2014,
 * "On the Number of Linear Regions of Deep Neural Networks"). With one layer that is everywhere,
 * and the gradient is w. Products in double, one after the other in the order of the elements, each
 * element rounded to float once. Thread-safe.
 */
public final class RiskGradient {

  /**
   * At one embedding.
   *
   * @param gradient as wide as the embedding
   * @param logOdds whose logistic function is the score, bit for bit
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  public record At(float[] gradient, float logOdds) {}

  private final RiskScorer scorer;
  private final List<RiskLayer> layers;

  public RiskGradient(RiskModel model) {
    this.scorer = new RiskScorer(model);
    this.layers = model.layers();
  }

  /**
   * The gradient at an embedding.
   *
   * @throws IllegalArgumentException when its width is another than the model takes
   */
  public At at(float[] embedding) {
    float[][] outputs = scorer.outputs(Matrix.of(1, embedding.length, embedding));
    double[] gradient = {1};
    for (int l = layers.size() - 1; l >= 0; l--) {
      gradient = transposedTimes(layers.get(l), gradient);
      for (int i = 0; l > 0 && i < gradient.length; i++) {
        gradient[i] = outputs[l - 1][i] > 0 ? gradient[i] : 0;
      }
    }
    float[] rounded = new float[gradient.length];
    for (int i = 0; i < rounded.length; i++) {
      rounded[i] = (float) gradient[i];
    }
    return new At(rounded, outputs[layers.size() - 1][0]);
  }

  private static double[] transposedTimes(RiskLayer layer, double[] y) {
    float[] weight = layer.weight();
    double[] x = new double[layer.inputWidth()];
    for (int r = 0; r < y.length; r++) {
      for (int c = 0; c < x.length; c++) {
        x[c] += weight[r * x.length + c] * y[r];
      }
    }
    return x;
  }
}
