// SPDX-License-Identifier: Apache-2.0
package io.anabranch.model.kernel;

import java.util.Arrays;

/**
 * The logistic function and the sum of {@code log(1 + e^x)}, in float and in plain Java. With
 * {@code p = e^-|x|} the first is {@code 1 / (1 + p)}, or {@code p / (1 + p)} below 0. The sum of
 * {@code (x + |x|) / 2 + log(1 + p)} takes one logarithm, that of the product of all {@code 1 + p}:
 * each rounds off at most 2^-24 of its factor, and that is the sum's error an element. There is no
 * comparison: with masks, vectors took four times as long.
 */
final class Logistic {

  /** Element i goes to chain i modulo 16, in index order. */
  static final int CHAINS = 16;

  /** Of so many elements the product still fits a double. */
  static final int LONGEST = 1008;

  /** The bits of 87: beyond it e^-|x| is so small that 1 + e^-|x| is 1. */
  static final int LARGEST = 0x42ae0000;

  static final float LOG2_E = 1.44269504f;
  static final float LN2_HIGH = 0x1.62e4p-1f; // so few bits that k * LN2_HIGH is exact
  static final float LN2_LOW = 0x1.7f7d1cp-20f;
  static final float ROUND = 0x1.8p23f;
  static final int MANTISSA = 23;
  static final int SIGN = 31;
  static final int WITHOUT_SIGN = 0x7fffffff;
  static final int ONE = 0x3f800000; // the bits of 1

  /** The Taylor coefficients of e^-r, from r^7 down to r^2. */
  static final float C7 = -1f / 5040;

  static final float C6 = 1f / 720;
  static final float C5 = -1f / 120;
  static final float C4 = 1f / 24;
  static final float C3 = -1f / 6;
  static final float C2 = 1f / 2;

  private Logistic() {}

  /** As {@link RowKernels#logistic} says. */
  static double replace(float[] x, int off, int n) {
    float[] products = new float[CHAINS];
    float[] positives = new float[CHAINS];
    Arrays.fill(products, 1f);
    chain(x, off, 0, n, products, positives);
    return sum(products, positives);
  }

  /** Elements {@code from .. to - 1}, counted from {@code off}, one by one. */
  static void chain(float[] x, int off, int from, int to, float[] products, float[] positives) {
    for (int i = from; i < to; i++) {
      float v = x[off + i];
      int bits = Float.floatToRawIntBits(v);
      int size = bits & WITHOUT_SIGN;
      float power = exp(Float.intBitsToFloat(Math.min(size, LARGEST)));
      float whole = power + 1f;
      products[i % CHAINS] *= whole;
      positives[i % CHAINS] += v + Float.intBitsToFloat(size);
      x[off + i] = (bits < 0 ? power : 1f) / whole;
    }
  }

  /** What the chains come to, in their order. */
  static double sum(float[] products, float[] positives) {
    double product = 1;
    double positive = 0;
    for (int c = 0; c < CHAINS; c++) {
      product *= products[c];
      positive += positives[c];
    }
    return positive / 2 + StrictMath.log(product);
  }

  static void requireLength(int n) {
    if (n > LONGEST) {
      throw new IllegalArgumentException("at most " + LONGEST + " elements; got " + n);
    }
  }

  /** {@code e^-size = 2^k e^-r}, size from 0 to 87, |r| at most ln(2) / 2. */
  private static float exp(float size) {
    float t = Math.fma(size, -LOG2_E, ROUND);
    float k = t - ROUND;
    float r = Math.fma(k, LN2_LOW, Math.fma(k, LN2_HIGH, size));
    float p = Math.fma(r, C7, C6);
    p = Math.fma(p, r, C5);
    p = Math.fma(p, r, C4);
    p = Math.fma(p, r, C3);
    p = Math.fma(p, r, C2);
    p = Math.fma(p, r, -1f);
    p = Math.fma(p, r, 1f);
    int exponent = (Float.floatToRawIntBits(t) << MANTISSA) + ONE;
    return p * Float.intBitsToFloat(exponent);
  }
}
