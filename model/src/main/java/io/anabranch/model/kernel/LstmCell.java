// SPDX-License-Identifier: Apache-2.0
package io.anabranch.model.kernel;

/**
 * One step of long short-term memory (Hochreiter and Schmidhuber 1997, in the form of {@code
 * torch.nn.LSTM}), element by element:
 *
 * <pre>{@code
 * c' = sigmoid(f) * c + sigmoid(i) * tanh(g)
 * h' = sigmoid(o) * tanh(c')
 * }</pre>
 *
 * sigmoid and tanh are those of {@link Exponential}; c' is one fma on a rounded product. No element
 * looks at another, so its bits are the same in every JVM and with every row kernel.
 */
public final class LstmCell {

  private LstmCell() {}

  /**
   * One step.
   *
   * @param gates 4 x n: i, f, g and o, before their activations
   * @param c n, the cell; changed
   * @param h n, the output; overwritten
   */
  public static void step(float[] gates, int n, float[] c, float[] h) {
    for (int k = 0; k < n; k++) {
      float in = Exponential.sigmoid(gates[k]);
      float forget = Exponential.sigmoid(gates[n + k]);
      float candidate = Exponential.tanh(gates[2 * n + k]);
      float out = Exponential.sigmoid(gates[3 * n + k]);
      c[k] = Math.fma(forget, c[k], in * candidate);
      h[k] = out * Exponential.tanh(c[k]);
    }
  }
}
