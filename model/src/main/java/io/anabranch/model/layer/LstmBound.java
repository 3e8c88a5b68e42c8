// SPDX-License-Identifier: Apache-2.0
package io.anabranch.model.layer;

/**
 * How far an LSTM's output may be off when every element of every word is off by at most m. Let z,
 * c and h bound the errors of the gates before their activations, of the cell and of the output. A
 * sigmoid enlarges an error by at most 1/4, tanh by at most 1; gates are at most 1, and after k
 * steps a cell is at most k in magnitude. So step k makes
 *
 * <pre>{@code
 * z  = |W_ih| m + |W_hh| h
 * c' = c + (k - 1) z / 4 + z / 4 + z     (forget gate, input gate, candidate)
 * h' = c' + z / 4                        (output gate)
 * }</pre>
 *
 * and as two outputs never differ by more than 2, h' is at most that.
 */
final class LstmBound {

  private static final double LARGEST = 2;

  private LstmBound() {}

  /**
   * Of every element of the output.
   *
   * @param input the largest absolute row sum of {@code weight_ih_l0}
   * @param recurrent likewise of {@code weight_hh_l0}
   * @param steps words at the most
   */
  static double of(double input, double recurrent, double word, int steps) {
    if (input * word == 0) {
      return 0;
    }
    double c = 0;
    double h = 0;
    for (int k = 1; k <= steps && h < LARGEST; k++) {
      double z = input * word + recurrent * h;
      c += (k - 1) * z / 4 + z / 4 + z;
      h = Math.min(LARGEST, c + z / 4);
    }
    return h;
  }
}
