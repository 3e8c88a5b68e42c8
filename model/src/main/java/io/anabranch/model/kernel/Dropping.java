// SPDX-License-Identifier: Apache-2.0
package io.anabranch.model.kernel;

/**
 * Which elements a dropout drops: those whose hash is below a threshold. The hash of (seed, index)
 * is MurmurHash3's finaliser (Appleby 2011) twice, half of the seed added before each; integers of
 * 32 bits, because vectors multiply those on any machine.
 *
 * @param threshold of 2^31
 * @param kept the bits of what the others are multiplied by
 */
record Dropping(int low, int high, int threshold, int kept) {

  static final int GOLDEN_RATIO = 0x9e3779b9;
  static final int FIRST_FACTOR = 0x85ebca6b;
  static final int SECOND_FACTOR = 0xc2b2ae35;

  static Dropping of(float rate, long seed) {
    return new Dropping(
        (int) seed,
        (int) (seed >>> 32),
        (int) Math.ceil(rate * 0x1p31),
        Float.floatToRawIntBits(1f / (1f - rate)));
  }

  /** 0 or the factor of those kept. No branch: half of them would be mispredicted. */
  float factor(int i) {
    int hash = mix(mix(i * GOLDEN_RATIO + low) + high);
    return Float.intBitsToFloat(((threshold - 1 - (hash >>> 1)) >> 31) & kept);
  }

  private static int mix(int h) {
    h = (h ^ (h >>> 16)) * FIRST_FACTOR;
    h = (h ^ (h >>> 13)) * SECOND_FACTOR;
    return h ^ (h >>> 16);
  }
}
