// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.prequential;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * {@code M_i = S_i / N_i} with {@code S_i = x_i + alpha S_(i-1)} and {@code N_i = 1 + alpha
 * N_(i-1)} (Gama, Sebastião, Rodrigues 2013, equation 5). Bound: two numbers.
 */
final class FadingMean {

  private final double factor;
  private double sum;
  private double weight;

  FadingMean(double factor) {
    this.factor = factor;
  }

  void add(double x) {
    sum = x + factor * sum;
    weight = 1 + factor * weight;
  }

  /** NaN before the first. */
  double value() {
    return sum / weight;
  }

  void write(DataOutput out) throws IOException {
    out.writeDouble(sum);
    out.writeDouble(weight);
  }

  static FadingMean read(DataInput in, double factor) throws IOException {
    FadingMean mean = new FadingMean(factor);
    mean.sum = in.readDouble();
    mean.weight = in.readDouble();
    return mean;
  }
}
