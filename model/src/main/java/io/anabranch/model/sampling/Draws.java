// SPDX-License-Identifier: Apache-2.0
package io.anabranch.model.sampling;

import java.util.SplittableRandom;

/**
 * A stream of uniform numbers from one seed. It is built on nextLong alone, so its bits, unlike
 * those of nextInt(bound), are fixed for all times. Not thread-safe.
 */
public final class Draws {

  private static final long GOLDEN_RATIO = 0x9e3779b97f4a7c15L;

  private final SplittableRandom random;

  private Draws(SplittableRandom random) {
    this.random = random;
  }

  /**
   * A stream of its own for each (seed, purpose, number).
   *
   * @param purpose what is drawn, so that two uses of one seed have nothing to do with each other
   * @param number of the epoch or batch, for example
   */
  public static Draws of(long seed, String purpose, long number) {
    long mixed = new SplittableRandom(seed).nextLong() ^ purpose.hashCode() * GOLDEN_RATIO;
    long numbered = new SplittableRandom(mixed).nextLong() + number;
    // Mixed once more: the generator itself counts on, and streams must not run into each other.
    return new Draws(new SplittableRandom(new SplittableRandom(numbered).nextLong()));
  }

  /**
   * From 0 to bound - 1, each with the same probability up to a part in 2^32.
   *
   * @param bound at least 1
   */
  public int below(int bound) {
    return (int) ((random.nextLong() >>> 32) * bound >>> 32);
  }

  /** Any 64 bits: the seed of something else, for example. */
  public long bits() {
    return random.nextLong();
  }

  /** From 0 to 1, 1 excluded: a multiple of 2^-53. */
  public double unit() {
    return (random.nextLong() >>> 11) * 0x1p-53;
  }

  /** Brings elements {@code from .. to - 1} into any order, each with the same probability. */
  public void shuffle(int[] values, int from, int to) {
    for (int i = to - 1; i > from; i--) {
      int j = from + below(i - from + 1);
      int value = values[i];
      values[i] = values[j];
      values[j] = value;
    }
  }
}
