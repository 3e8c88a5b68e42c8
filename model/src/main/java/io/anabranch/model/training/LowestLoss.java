// SPDX-License-Identifier: Apache-2.0
package io.anabranch.model.training;

/** Counts the epochs since the lowest loss. */
final class LowestLoss implements EarlyStopping {

  private final int patience;
  private double lowest = Double.POSITIVE_INFINITY;
  private int without;

  LowestLoss(int patience) {
    if (patience < 1) {
      throw new IllegalArgumentException("a patience is at least 1 epoch; got " + patience);
    }
    this.patience = patience;
  }

  @Override
  public Verdict after(double loss, double accuracy) {
    boolean lower = loss < lowest;
    lowest = lower ? loss : lowest;
    without = lower ? 0 : without + 1;
    return new Verdict(lower, without >= patience);
  }
}
