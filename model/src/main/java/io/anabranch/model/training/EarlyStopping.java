// SPDX-License-Identifier: Apache-2.0
package io.anabranch.model.training;

/** Looks at the validation set after each epoch. One instance serves one training. */
public interface EarlyStopping {

  /**
   * @param keep these weights are what the training ends with, unless later ones are kept
   * @param stop this epoch was the last
   */
  record Verdict(boolean keep, boolean stop) {}

  Verdict after(double loss, double accuracy);

  /**
   * Stops when the loss is above the mean of the {@code window} losses before it, and keeps the
   * last weights, as Kipf & Welling's program does with a window of 10.
   */
  static EarlyStopping aboveMeanOf(int window) {
    return new AboveMean(window);
  }

  /**
   * Stops when for {@code patience} epochs neither loss nor accuracy has reached its best; keeps
   * the weights when both do (Veličković et al. 2018, with a patience of 100).
   */
  static EarlyStopping patience(int patience) {
    return new Patience(patience);
  }

  /** Keeps the weights of the lowest loss, and stops {@code patience} epochs after it. */
  static EarlyStopping lowestLoss(int patience) {
    return new LowestLoss(patience);
  }
}
