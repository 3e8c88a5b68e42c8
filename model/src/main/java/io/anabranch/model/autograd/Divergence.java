// SPDX-License-Identifier: Apache-2.0
package io.anabranch.model.autograd;

import io.anabranch.model.device.Device;
import io.anabranch.model.device.Matrix;
import io.anabranch.model.kernel.Exponential;
import java.util.List;

/**
 * The Kullback-Leibler divergence of normal distributions, given by mean m and logarithm l of the
 * standard deviation, from the standard one (Kingma & Welling 2014, appendix B): {@code 1/2 sum of
 * m^2 + e^2l - 1 - 2 l} over all elements, 1 x 1. {@code dm = m, dl = e^2l - 1}.
 */
record Divergence(Variable mean, Variable logStd) implements Operation {

  Divergence {
    Shapes.requireSame("divergence", mean, logStd);
  }

  @Override
  public String name() {
    return "divergence";
  }

  @Override
  public List<Variable> inputs() {
    return List.of(mean, logStd);
  }

  @Override
  public Matrix forward(Device device) {
    double sum = 0;
    for (int i = 0; i < mean.value().values().length; i++) {
      double m = mean.value().values()[i];
      double l = logStd.value().values()[i];
      sum += m * m + Exponential.exp(2 * l) - 1 - 2 * l;
    }
    return Matrix.of(1, 1, (float) (sum / 2));
  }

  @Override
  public void backward(Device device, Matrix value, Matrix gradient) {
    float dy = gradient.values()[0];
    if (mean.differentiable()) {
      device.addScaled(dy, mean.value(), mean.gradient());
    }
    if (logStd.differentiable()) {
      float[] dl = logStd.gradient().values();
      for (int i = 0; i < dl.length; i++) {
        double l = logStd.value().values()[i];
        dl[i] += (float) (dy * (Exponential.exp(2 * l) - 1));
      }
    }
  }
}
