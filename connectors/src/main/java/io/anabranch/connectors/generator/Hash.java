// SPDX-License-Identifier: Apache-2.0
package io.anabranch.connectors.generator;

/**
 * Random numbers as a function of (seed, what for, index): the same at every call, in every order,
 * so that nothing has to be remembered.
 */
final class Hash {

  private static final long GOLDEN = 0x9e3779b97f4a7c15L;

  private final long seed;

  Hash(long seed) {
    this.seed = mix(seed);
  }

  /** 64 random bits. */
  long bits(Purpose purpose, long index, long second) {
    return mix(mix(seed + (purpose.ordinal() + 1) * GOLDEN + index) + second * GOLDEN);
  }

  /** Uniform in [0, 1). */
  double unit(Purpose purpose, long index, long second) {
    return (bits(purpose, index, second) >>> 11) * 0x1p-53;
  }

  /** Uniform in [0, bound). */
  int below(int bound, Purpose purpose, long index, long second) {
    return (int) (unit(purpose, index, second) * bound);
  }

  private static long mix(long z) {
    z += GOLDEN;
    z = (z ^ z >>> 30) * 0xbf58476d1ce4e5b9L;
    z = (z ^ z >>> 27) * 0x94d049bb133111ebL;
    return z ^ z >>> 31;
  }

  /** What a random number is for: other purpose, other number. */
  enum Purpose {
    TIME,
    PAYER,
    PARTNER_RANK,
    PARTNER,
    COMMUNITY,
    AMOUNT,
    FEATURE,
    FEATURE_UPDATE,
    RING,
    RING_PAYMENT,
    TAKEOVER,
    REMOVAL,
    DUPLICATE,
    DISORDER,
    LATE,
    MOVE
  }
}
