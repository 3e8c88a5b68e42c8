// SPDX-License-Identifier: Apache-2.0
package io.anabranch.model.kernel;

/** Plain Java, element by element. */
final class ScalarElements implements ElementKernels {

  @Override
  public void exp(float[] x, float[] y, int from, int to) {
    for (int i = from; i < to; i++) {
      y[i] = Exponential.exp(x[i]);
    }
  }

  @Override
  public void elu(float[] x, float[] y, int from, int to) {
    for (int i = from; i < to; i++) {
      y[i] = x[i] > 0 ? x[i] : Exponential.expMinus1(x[i]);
    }
  }

  @Override
  public void sigmoid(float[] x, float[] y, int from, int to) {
    for (int i = from; i < to; i++) {
      y[i] = Exponential.sigmoid(x[i]);
    }
  }

  @Override
  public void tanh(float[] x, float[] y, int from, int to) {
    for (int i = from; i < to; i++) {
      y[i] = Exponential.tanh(x[i]);
    }
  }

  @Override
  public void addChainedKink(float[] x, float below, float[] dy, float[] dx, int from, int to) {
    for (int i = from; i < to; i++) {
      dx[i] = Math.fma(dy[i], x[i] > 0 ? 1f : below, dx[i]);
    }
  }

  @Override
  public void addDropped(float rate, long seed, float[] x, float[] y, int from, int to) {
    addDropped(Dropping.of(rate, seed), x, y, from, to);
  }

  static void addDropped(Dropping dropping, float[] x, float[] y, int from, int to) {
    for (int i = from; i < to; i++) {
      y[i] = Math.fma(x[i], dropping.factor(i), y[i]);
    }
  }
}
