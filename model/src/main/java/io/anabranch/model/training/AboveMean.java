// SPDX-License-Identifier: Apache-2.0
package io.anabranch.model.training;

/** Keeps the last losses in a ring. */
final class AboveMean implements EarlyStopping {

  private final double[] last;
  private long epochs;

  AboveMean(int window) {
    if (window < 1) {
      throw new IllegalArgumentException("a window is at least 1 epoch; got " + window);
    }
    this.last = new double[window];
  }

  @Override
  public Verdict after(double loss, double accuracy) {
    double sum = 0;
    for (double before : last) {
      sum += before;
    }
    boolean stop = epochs >= last.length && loss > sum / last.length;
    last[(int) (epochs++ % last.length)] = loss;
    return new Verdict(true, stop);
  }
}
