// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.prequential;

/** A logarithm of straight pieces: exact at powers of two, the same bits everywhere, and cheap. */
final class Magnitude {

  private static final long MANTISSA = 1L << 52;
  private static final double MILLIS = 1000;

  private Magnitude() {}

  /** About log2(x) of a normal number above 0, at most 0.09 below it. */
  static double log2(double x) {
    return (double) Double.doubleToRawLongBits(x) / MANTISSA - 1023;
  }

  /** About log2(1 + x), x at least 0. */
  static double of(double x) {
    return log2(1 + x);
  }

  /** That of a time span in seconds; a negative one, of an edge that came late, counts as 0. */
  static double ofSpan(long millis) {
    return of(Math.max(0, millis) / MILLIS);
  }
}
