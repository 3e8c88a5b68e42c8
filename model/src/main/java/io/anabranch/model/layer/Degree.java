// SPDX-License-Identifier: Apache-2.0
package io.anabranch.model.layer;

import io.anabranch.model.kernel.FixedPoint;

/**
 * The degree that {@link AggregatorType#NORMALISED_SUM} divides by: 1 and the weights of a vertex's
 * in-edges, in fixed point, so that it does not depend on the order in which edges came and went.
 */
public final class Degree {

  private Degree() {}

  /**
   * {@code 1 / sqrt(d)}; 0 where negative weights leave nothing of d.
   *
   * @param quanta the weights of the in-edges together, each as {@link FixedPoint#quantise} has it
   */
  public static double scale(long quanta) {
    double degree = 1 + quanta / FixedPoint.SCALE;
    return degree > 0 ? 1 / Math.sqrt(degree) : 0;
  }

  /** Multiplies n elements by a scale, each rounded to float once. */
  public static void scale(float[] values, int off, int n, double scale) {
    for (int i = off; i < off + n; i++) {
      values[i] = (float) (values[i] * scale);
    }
  }
}
