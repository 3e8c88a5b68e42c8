// SPDX-License-Identifier: Apache-2.0
package io.anabranch.model.kernel;

import java.util.SplittableRandom;

/**
 * Uniform floats and integers, each from one nextLong, whose bits, unlike those of nextDouble(a,
 * b), are fixed for all times.
 */
public final class Uniform {

  private Uniform() {}

  /** Fills the array with floats from {@code -limit} to {@code limit}, in its order. */
  public static void fill(SplittableRandom random, double limit, float[] values) {
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) (limit * ((random.nextLong() >> 11) * 0x1p-52));
    }
  }

  /** From 0 to n - 1, each as likely as the next but for 2^-32 of it. */
  public static int below(SplittableRandom random, int n) {
    return (int) (((random.nextLong() >>> 32) * n) >>> 32);
  }
}
