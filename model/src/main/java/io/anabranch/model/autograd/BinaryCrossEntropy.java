// SPDX-License-Identifier: Apache-2.0
package io.anabranch.model.autograd;

import io.anabranch.model.device.Device;
import io.anabranch.model.device.Matrix;
import io.anabranch.model.kernel.Exponential;
import java.util.List;

/**
 * The mean over all elements of {@code -(w t log s(x) + (1 - t) log(1 - s(x)))}, s the sigmoid, w
 * the weight of the positive class: 1 x 1. With softplus(x) = log(1 + e^x) that is {@code w t
 * softplus(-x) + (1 - t) softplus(x)}, and {@code dx = ((1 - t) s(x) - w t s(-x)) / elements}.
 *
 * @param targets of the shape of the logits, from 0 to 1
 */
record BinaryCrossEntropy(Variable logits, Matrix targets, float positiveWeight)
    implements Operation {

  BinaryCrossEntropy {
    Shapes.require(
        logits.value().hasShapeOf(targets),
        "binary cross-entropy: a target for each logit; got %s and %s",
        logits.shape(),
        targets.shape());
    Shapes.require(
        targets.values().length > 0, "binary cross-entropy: at least one logit; got none");
  }

  @Override
  public String name() {
    return "binary cross-entropy";
  }

  @Override
  public List<Variable> inputs() {
    return List.of(logits);
  }

  @Override
  public Matrix forward(Device device) {
    float[] x = logits.value().values();
    double sum = 0;
    for (int i = 0; i < x.length; i++) {
      double t = targets.values()[i];
      sum += t == 0 ? 0 : positiveWeight * t * Exponential.softplus(-(double) x[i]);
      sum += t == 1 ? 0 : (1 - t) * Exponential.softplus(x[i]);
    }
    return Matrix.of(1, 1, (float) (sum / x.length));
  }

  @Override
  public void backward(Device device, Matrix value, Matrix gradient) {
    float[] x = logits.value().values();
    float[] dx = logits.gradient().values();
    double share = gradient.values()[0] / (double) x.length;
    for (int i = 0; i < x.length; i++) {
      double t = targets.values()[i];
      double negative = t == 1 ? 0 : (1 - t) * Exponential.sigmoid(x[i]);
      double positive = t == 0 ? 0 : positiveWeight * t * Exponential.sigmoid(-x[i]);
      dx[i] += (float) (share * (negative - positive));
    }
  }
}
