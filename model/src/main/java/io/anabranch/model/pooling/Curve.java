// SPDX-License-Identifier: Apache-2.0
package io.anabranch.model.pooling;

/**
 * One training, epoch by epoch.
 *
 * @param test accuracy on the fold that is tested
 * @param validation accuracy on the fold that the epoch is chosen by; empty when there was none
 * @param validationLoss likewise
 */
public record Curve(double[] test, double[] validation, double[] validationLoss) {

  /** The epoch of the best validation accuracy; of equals that of the lowest validation loss. */
  public int chosen() {
    int best = 0;
    for (int e = 1; e < validation.length; e++) {
      boolean equal = validation[e] == validation[best];
      if (validation[e] > validation[best] || (equal && validationLoss[e] < validationLoss[best])) {
        best = e;
      }
    }
    return best;
  }
}
