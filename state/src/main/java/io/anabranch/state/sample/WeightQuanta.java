// SPDX-License-Identifier: Apache-2.0
package io.anabranch.state.sample;

/** The weight of an edge in fixed point: what counts in a degree. */
public final class WeightQuanta {

  private static final double SCALE = 0x1p24;
  private static final float LIMIT = 0x1p14f;

  private WeightQuanta() {}

  /** Multiples of 2^-24, rounded to nearest, ties to even, after a clamp of the weight to 2^14. */
  public static long of(float weight) {
    return (long) Math.rint(Math.max(-LIMIT, Math.min(LIMIT, weight)) * SCALE);
  }
}
