// SPDX-License-Identifier: Apache-2.0
package io.anabranch.model.training;

import io.anabranch.model.autograd.Parameter;
import java.util.List;

/** The Euclidean length of all gradients together. */
public final class GradientNorm {

  private GradientNorm() {}

  /**
   * Scales the gradients so that together they are no longer than {@code limit} (Pascanu et al.
   * 2013, algorithm 1), and returns how long they were.
   */
  public static double clip(List<Parameter> parameters, double limit) {
    double squares = 0;
    for (Parameter p : parameters) {
      for (float g : p.gradient().values()) {
        squares += (double) g * g;
      }
    }
    double norm = Math.sqrt(squares);
    for (Parameter p : norm > limit ? parameters : List.<Parameter>of()) {
      float[] g = p.gradient().values();
      for (int i = 0; i < g.length; i++) {
        g[i] *= (float) (limit / norm);
      }
    }
    return norm;
  }
}
