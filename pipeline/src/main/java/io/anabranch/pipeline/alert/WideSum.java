// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.alert;

import java.math.BigInteger;

/** Sums of products of longs in 128 bits: quanta have 38, so more than 2^50 products fit. */
final class WideSum {

  private static final BigInteger TWO_64 = BigInteger.ONE.shiftLeft(Long.SIZE);

  private long high;
  private long low;

  /** The sum of {@code a[i] * b[i]}. */
  static BigInteger dot(long[] a, long[] b) {
    if (a.length != b.length) {
      throw new IllegalArgumentException(
          "vectors of one width; got " + a.length + " and " + b.length);
    }
    WideSum sum = new WideSum();
    for (int i = 0; i < a.length; i++) {
      sum.add(a[i], b[i]);
    }
    return sum.value();
  }

  private void add(long a, long b) {
    long product = a * b;
    low += product;
    high += Math.multiplyHigh(a, b) + (Long.compareUnsigned(low, product) < 0 ? 1 : 0);
  }

  private BigInteger value() {
    BigInteger lowest = BigInteger.valueOf(low);
    return BigInteger.valueOf(high).shiftLeft(Long.SIZE).add(low < 0 ? lowest.add(TWO_64) : lowest);
  }
}
