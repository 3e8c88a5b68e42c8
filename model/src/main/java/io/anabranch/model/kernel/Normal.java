// SPDX-License-Identifier: Apache-2.0
package io.anabranch.model.kernel;

import java.util.SplittableRandom;

/** Standard normal floats, whose bits, unlike those of nextGaussian(), are fixed for all times. */
public final class Normal {

  private Normal() {}

  /** Fills the array in its order, two by two (Box & Muller 1958). */
  public static void fill(SplittableRandom random, float[] values) {
    for (int i = 0; i < values.length; i += 2) {
      double radius = Math.sqrt(-2 * StrictMath.log(uniform(random)));
      double angle = 2 * Math.PI * uniform(random);
      values[i] = (float) (radius * StrictMath.cos(angle));
      if (i + 1 < values.length) {
        values[i + 1] = (float) (radius * StrictMath.sin(angle));
      }
    }
  }

  /** Above 0, at most 1. */
  private static double uniform(SplittableRandom random) {
    return ((random.nextLong() >>> 11) + 1) * 0x1p-53;
  }
}
