// SPDX-License-Identifier: Apache-2.0
package io.anabranch.model.training;

/** Counts the epochs since the last one that reached a best. */
final class Patience implements EarlyStopping {

  private final int patience;
  private double bestLoss = Double.POSITIVE_INFINITY;
  private double bestAccuracy = Double.NEGATIVE_INFINITY;
  private int without;

  Patience(int patience) {
    if (patience < 1) {
      throw new IllegalArgumentException("a patience is at least 1 epoch; got " + patience);
    }
    this.patience = patience;
  }

  @Override
  public Verdict after(double loss, double accuracy) {
    boolean lower = loss <= bestLoss;
    boolean better = accuracy >= bestAccuracy;
    bestLoss = Math.min(loss, bestLoss);
    bestAccuracy = Math.max(accuracy, bestAccuracy);
    without = lower || better ? 0 : without + 1;
    return new Verdict(lower && better, without >= patience);
  }
}
