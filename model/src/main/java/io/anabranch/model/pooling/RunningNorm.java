// SPDX-License-Identifier: Apache-2.0
package io.anabranch.model.pooling;

import io.anabranch.model.autograd.Moments;
import io.anabranch.model.autograd.Parameter;
import io.anabranch.model.autograd.Variable;
import io.anabranch.model.device.Matrix;
import java.util.Arrays;
import java.util.List;

/**
 * Batch normalisation over the vertices of a batch, column by column (Ioffe & Szegedy 2015). While
 * it trains it goes by the moments of the batch, and keeps an average of them that forgets at a
 * rate of 0.1; afterwards it goes by that average, so that a graph's result does not depend on the
 * graphs beside it. (The authors' program normalises over graphs and columns for each place in the
 * order of vertices; a result that depends on that order is not what the paper describes.)
 */
final class RunningNorm {

  private static final float RATE = 0.1f;

  private final Parameter scale;
  private final Parameter shift;
  private final Parameter mean;
  private final Parameter variance;

  RunningNorm(String name, int width) {
    this.scale = new Parameter(name + ".weight", Matrix.zeros(1, width));
    this.shift = new Parameter(name + ".bias", Matrix.zeros(1, width));
    this.mean = new Parameter(name + ".running_mean", Matrix.zeros(1, width));
    this.variance = new Parameter(name + ".running_var", Matrix.zeros(1, width));
    Arrays.fill(scale.value().values(), 1f);
    Arrays.fill(variance.value().values(), 1f);
  }

  List<Parameter> parameters() {
    return List.of(scale, shift);
  }

  /** What is kept without a gradient. */
  List<Parameter> moments() {
    return List.of(mean, variance);
  }

  Variable apply(Pass pass, Variable x) {
    Variable by = pass.of(scale);
    Variable plus = pass.of(shift);
    return pass.training()
        ? pass.o().batchNorm(x, by, plus, batch -> learn(batch, x.value().rows()))
        : pass.o()
            .batchNorm(x, by, plus, new Moments(mean.value().values(), variance.value().values()));
  }

  /** The variance of a sample is smaller than that of what it was drawn from, by (n - 1) / n. */
  private void learn(Moments batch, int n) {
    float unbiased = n > 1 ? n / (n - 1f) : 1f;
    float[] means = mean.value().values();
    float[] variances = variance.value().values();
    for (int c = 0; c < means.length; c++) {
      means[c] += RATE * (batch.mean()[c] - means[c]);
      variances[c] += RATE * (unbiased * batch.variance()[c] - variances[c]);
    }
  }
}
