// SPDX-License-Identifier: Apache-2.0
package io.anabranch.model.autograd;

import io.anabranch.model.device.Device;
import io.anabranch.model.device.Matrix;
import io.anabranch.model.kernel.Exponential;
import java.util.List;

/**
 * Draws from normal distributions so that gradients pass (Kingma & Welling 2014, section 2.4):
 * {@code y = m + noise * e^l}, element by element. {@code dm = dy, dl = dy * noise * e^l}.
 *
 * @param noise standard normal, of the shape of both
 */
record Reparameterise(Variable mean, Variable logStd, Matrix noise) implements Operation {

  Reparameterise {
    Shapes.requireSame("reparameterise", mean, logStd);
    Shapes.require(
        mean.value().hasShapeOf(noise),
        "reparameterise: noise for each mean; got %s for %s",
        noise.shape(),
        mean.shape());
  }

  @Override
  public String name() {
    return "reparameterise";
  }

  @Override
  public List<Variable> inputs() {
    return List.of(mean, logStd);
  }

  @Override
  public Matrix forward(Device device) {
    Matrix y = mean.value().copy();
    for (int i = 0; i < y.values().length; i++) {
      y.values()[i] += spread(i);
    }
    return y;
  }

  @Override
  public void backward(Device device, Matrix value, Matrix gradient) {
    if (mean.differentiable()) {
      device.addScaled(1f, gradient, mean.gradient());
    }
    if (logStd.differentiable()) {
      float[] dl = logStd.gradient().values();
      for (int i = 0; i < dl.length; i++) {
        dl[i] += gradient.values()[i] * spread(i);
      }
    }
  }

  private float spread(int i) {
    return noise.values()[i] * Exponential.exp(logStd.value().values()[i]);
  }
}
