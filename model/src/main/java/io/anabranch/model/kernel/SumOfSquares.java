// SPDX-License-Identifier: Apache-2.0
package io.anabranch.model.kernel;

/** A sum of squares in one fixed order, as fast as eight independent chains of additions are. */
final class SumOfSquares {

  private static final int CHAINS = 8;

  private SumOfSquares() {}

  /**
   * Element i goes to chain i modulo 8, in index order; the chains are added as {@code ((0+4) +
   * (2+6)) + ((1+5) + (3+7))}.
   */
  static double of(float[] x, int off, int n) {
    double s0 = 0, s1 = 0, s2 = 0, s3 = 0, s4 = 0, s5 = 0, s6 = 0, s7 = 0;
    int i = off;
    for (int end = off + n - n % CHAINS; i < end; i += CHAINS) {
      s0 += square(x[i]);
      s1 += square(x[i + 1]);
      s2 += square(x[i + 2]);
      s3 += square(x[i + 3]);
      s4 += square(x[i + 4]);
      s5 += square(x[i + 5]);
      s6 += square(x[i + 6]);
      s7 += square(x[i + 7]);
    }
    int rest = off + n - i;
    s0 += rest > 0 ? square(x[i]) : 0;
    s1 += rest > 1 ? square(x[i + 1]) : 0;
    s2 += rest > 2 ? square(x[i + 2]) : 0;
    s3 += rest > 3 ? square(x[i + 3]) : 0;
    s4 += rest > 4 ? square(x[i + 4]) : 0;
    s5 += rest > 5 ? square(x[i + 5]) : 0;
    s6 += rest > 6 ? square(x[i + 6]) : 0;
    return ((s0 + s4) + (s2 + s6)) + ((s1 + s5) + (s3 + s7));
  }

  private static double square(float x) {
    return (double) x * x;
  }
}
