// SPDX-License-Identifier: Apache-2.0
package io.anabranch.model.kernel;

import java.util.Arrays;

/**
 * The logistic function and the sum of {@code log(1 + e^x)}, in float and in plain Java. With
 * {@code p = e^-|x|} the first is {@code 1 / (1 + p)}, or {@code p / (1 + p)} below 0. The sum of
 * {@code max(x, 0) + log(1 + p)} takes one logarithm, that of the product of all {@code 1 + p}:
 * each rounds off at most 2^-24 of its factor, and that is the sum's error an element.
 */
final class Logistic {

  /** Element i goes to chain i modulo 16, in index order. */
  static final int CHAINS = 16;

  /** Of so many elements the product still fits a double. */
  static final int LONGEST = 1008;

  /** Beyond it e^-|x| is so small that 1 + e^-|x| is 1. */
  static final float LARGEST = 87f;

  static final float LOG2_E = 1.44269504f;
  static final float LN2_HIGH = 0x1.62e4p-1f; // so few bits that k * LN2_HIGH is exact
  static final float LN2_LOW = 0x1.7f7d1cp-20f;
  static final float ROUND = 0x1.8p23f;
  static final int MANTISSA = 23;
  static final int ONE = 0x3f800000; // the bits of 1

  /** The Taylor coefficients of e^r, from r^7 down to r^0. */
  static final float C7 = 1f / 5040;

  static final float C6 = 1f / 720;
  static final float C5 = 1f / 120;
  static final float C4 = 1f / 24;
  static final float C3 = 1f / 6;

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
      float size = Math.abs(v);
      float power = exp(-(size > LARGEST ? LARGEST : size));
      float whole = power + 1f;
      products[i % CHAINS] *= whole;
      positives[i % CHAINS] += v >= 0 ? v : 0f;
      x[off + i] = (v >= 0 ? 1f : power) / whole;
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
    return positive + StrictMath.log(product);
  }

  static void requireLength(int n) {
    if (n > LONGEST) {
      throw new IllegalArgumentException("at most " + LONGEST + " elements; got " + n);
    }
  }

  /** {@code e^x = 2^k e^r}, x from -87 to 0, |r| at most ln(2) / 2. */
  private static float exp(float x) {
    float t = Math.fma(x, LOG2_E, ROUND);
    float k = t - ROUND;
    float r = Math.fma(k, -LN2_LOW, Math.fma(k, -LN2_HIGH, x));
    float p = Math.fma(r, C7, C6);
    p = Math.fma(p, r, C5);
    p = Math.fma(p, r, C4);
    p = Math.fma(p, r, C3);
    p = Math.fma(p, r, 0.5f);
    p = Math.fma(p, r, 1f);
    p = Math.fma(p, r, 1f);
    int exponent = (Float.floatToRawIntBits(t) << MANTISSA) + ONE;
    return p * Float.intBitsToFloat(exponent);
  }
}
