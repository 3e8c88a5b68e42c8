// SPDX-License-Identifier: Apache-2.0
package io.anabranch.model.training;

import io.anabranch.model.autograd.Parameter;
import java.util.List;

/**
 * Adam (Kingma & Ba 2015, algorithm 1): with g the gradient, {@code m = b1 m + (1 - b1) g}, {@code
 * v = b2 v + (1 - b2) g^2}, and the step {@code -rate * (m / (1 - b1^t)) / (sqrt(v / (1 - b2^t)) +
 * epsilon)}.
 */
public final class Adam {

  private static final float BETA1 = 0.9f;
  private static final float BETA2 = 0.999f;
  private static final float EPSILON = 1e-8f;

  private final float rate;
  private final List<Parameter> parameters;
  private final List<float[]> means;
  private final List<float[]> squares;
  private double power1 = 1; // b1^t
  private double power2 = 1; // b2^t

  public Adam(float rate, List<Parameter> parameters) {
    if (!(rate > 0) || !Float.isFinite(rate)) {
      throw new IllegalArgumentException("a learning rate is above 0 and finite; got " + rate);
    }
    this.rate = rate;
    this.parameters = List.copyOf(parameters);
    this.means = zeros(parameters);
    this.squares = zeros(parameters);
  }

  private static List<float[]> zeros(List<Parameter> parameters) {
    return parameters.stream().map(p -> new float[p.value().values().length]).toList();
  }

  /** Moves each parameter against its gradient, and clears the gradient. */
  public void step() {
    power1 *= BETA1;
    power2 *= BETA2;
    for (int i = 0; i < parameters.size(); i++) {
      Parameter p = parameters.get(i);
      move(p.value().values(), p.gradient().values(), means.get(i), squares.get(i));
      p.clearGradient();
    }
  }

  private void move(float[] x, float[] g, float[] m, float[] v) {
    float scale = (float) (rate / (1 - power1));
    float root = (float) (1 / Math.sqrt(1 - power2));
    for (int i = 0; i < x.length; i++) {
      m[i] = BETA1 * m[i] + (1 - BETA1) * g[i];
      v[i] = BETA2 * v[i] + (1 - BETA2) * g[i] * g[i];
      x[i] -= scale * m[i] / ((float) Math.sqrt(v[i]) * root + EPSILON);
    }
  }
}
