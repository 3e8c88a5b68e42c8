// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.prequential;

import io.anabranch.model.kernel.Exponential;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;

/**
 * Which of the candidates is the true one: {@code p(c) = exp(w . x_c) / sum exp(w . x_i)}, the
 * conditional logit model (McFadden 1974). Learnt online by AdaGrad (Duchi, Hazan, Singer 2011). It
 * scores with the weights as of the last {@link #publish}. Bound: three numbers a feature.
 */
final class SoftmaxRegression {

  private static final int VERSION = 1;
  private static final double EPSILON = 1e-6;
  private static final double NEGLIGIBLE = 1e-5; // a candidate so improbable teaches nothing

  private final double rate;
  private final boolean[] used;
  private final double[] weights;
  private final double[] squares;
  private final double[] published;
  private final double[] gradient;
  private double[] chances = {};
  private boolean changed;

  /**
   * @param rate of AdaGrad
   * @param used by feature, whether it has a weight at all
   */
  SoftmaxRegression(double rate, boolean[] used) {
    this.rate = rate;
    this.used = used.clone();
    this.weights = new double[used.length];
    this.squares = new double[used.length];
    this.published = new double[used.length];
    this.gradient = new double[used.length];
  }

  /** The logits. */
  void score(FeatureRows rows, double[] scores) {
    for (int row = 0; row < rows.count(); row++) {
      scores[row] = rows.dot(row, published);
    }
  }

  /**
   * One step against the cross-entropy of one query.
   *
   * @param target the row of the true candidate
   */
  void learn(FeatureRows rows, int target) {
    gradient(rows, target);
    for (int f = 0; f < gradient.length; f++) {
      if (used[f] && gradient[f] != 0) {
        squares[f] += gradient[f] * gradient[f];
        weights[f] -= rate * gradient[f] / Math.sqrt(squares[f] + EPSILON);
      }
    }
    changed = true;
  }

  /** That of {@code -log p(target)} by the weights: {@code sum p(c) x_c - x_target}. */
  double[] gradient(FeatureRows rows, int target) {
    Arrays.fill(gradient, 0);
    chances(rows);
    for (int row = 0; row < rows.count(); row++) {
      double error = chances[row] - (row == target ? 1 : 0);
      if (Math.abs(error) > NEGLIGIBLE) {
        rows.addTo(gradient, row, error);
      }
    }
    return gradient;
  }

  private void chances(FeatureRows rows) {
    int n = rows.count();
    if (chances.length < n) {
      chances = new double[n];
    }
    double largest = Double.NEGATIVE_INFINITY;
    for (int row = 0; row < n; row++) {
      chances[row] = rows.dot(row, weights);
      largest = Math.max(largest, chances[row]);
    }
    double sum = 0;
    for (int row = 0; row < n; row++) {
      chances[row] = Exponential.exp(chances[row] - largest);
      sum += chances[row];
    }
    for (int row = 0; row < n; row++) {
      chances[row] /= sum;
    }
  }

  /** Scores are by what was learnt up to here. */
  void publish() {
    if (changed) {
      System.arraycopy(weights, 0, published, 0, weights.length);
      changed = false;
    }
  }

  double[] weights() {
    return weights.clone();
  }

  void write(DataOutput out) throws IOException {
    out.writeInt(VERSION);
    out.writeInt(weights.length);
    for (int f = 0; f < weights.length; f++) {
      out.writeDouble(weights[f]);
      out.writeDouble(squares[f]);
      out.writeDouble(published[f]);
    }
  }

  /**
   * Takes over what was learnt.
   *
   * @throws IOException also when it is of another version, or of other features
   */
  void read(DataInput in) throws IOException {
    Versions.require("the weights of the combination", VERSION, in.readInt());
    int width = in.readInt();
    if (width != weights.length) {
      throw new IOException(
          "the weights of the combination: expected %d features; came %d"
              .formatted(weights.length, width));
    }
    for (int f = 0; f < width; f++) {
      weights[f] = in.readDouble();
      squares[f] = in.readDouble();
      published[f] = in.readDouble();
    }
    changed = true;
  }
}
