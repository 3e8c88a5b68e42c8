// SPDX-License-Identifier: Apache-2.0
package io.anabranch.model.kernel;

/**
 * exp and its kin for floats, computed in double by one fixed chain of fma, so that the bits are
 * the same on every JVM. After rounding to float the error is at most one unit in the last place.
 */
public final class Exponential {

  static final double LOG2_E = 1.4426950408889634;
  static final double LN2_HIGH = 0x1.62e42feep-1; // so few bits that k * LN2_HIGH is exact
  static final double LN2_LOW = 0x1.a39ef35793c76p-33;
  static final double ROUND = 0x1.8p52;
  static final double TINY = 1e-4;
  static final double LARGEST = 700;

  private Exponential() {}

  /** {@code e^x}; 0 and infinity beyond the range of float; NaN of NaN. */
  public static float exp(float x) {
    return (float) exp((double) x);
  }

  /** {@code 1 / (1 + e^-x)}. */
  public static float sigmoid(float x) {
    return (float) (1 / (1 + exp(-(double) x)));
  }

  /** {@code (e^2x - 1) / (e^2x + 1)}. */
  public static float tanh(float x) {
    double d = x;
    if (Math.abs(d) < TINY) {
      return (float) (d - d * d * d / 3);
    }
    return (float) (1 - 2 / (exp(2 * d) + 1));
  }

  /** {@code e^x - 1}. */
  public static float expMinus1(float x) {
    return (float) expMinus1((double) x);
  }

  /** {@code log(1 + e^x)}, without overflow. */
  public static double softplus(double x) {
    return Math.max(x, 0) + StrictMath.log1p(exp(-Math.abs(x)));
  }

  /** {@code e^x = 2^k e^r} with |r| at most ln(2) / 2, e^r by its Taylor series. */
  public static double exp(double x) {
    double clamped = Math.max(-LARGEST, Math.min(LARGEST, x));
    double k = Math.fma(clamped, LOG2_E, ROUND) - ROUND;
    double r = rest(clamped, k);
    return Math.fma(series(r), r, 1.0) * power(k);
  }

  /** {@code 2^k (e^r - 1) + (2^k - 1)}, which loses nothing where x is near 0. */
  static double expMinus1(double x) {
    double clamped = Math.max(-LARGEST, Math.min(LARGEST, x));
    double k = Math.fma(clamped, LOG2_E, ROUND) - ROUND;
    double r = rest(clamped, k);
    double power = power(k);
    return Math.fma(power, series(r) * r, power - 1);
  }

  /** {@code x - k ln(2)}. */
  private static double rest(double x, double k) {
    return Math.fma(-k, LN2_LOW, Math.fma(-k, LN2_HIGH, x));
  }

  /** {@code (e^r - 1) / r}. */
  private static double series(double r) {
    double p = 1.0 / 39916800;
    p = Math.fma(p, r, 1.0 / 3628800);
    p = Math.fma(p, r, 1.0 / 362880);
    p = Math.fma(p, r, 1.0 / 40320);
    p = Math.fma(p, r, 1.0 / 5040);
    p = Math.fma(p, r, 1.0 / 720);
    p = Math.fma(p, r, 1.0 / 120);
    p = Math.fma(p, r, 1.0 / 24);
    p = Math.fma(p, r, 1.0 / 6);
    p = Math.fma(p, r, 0.5);
    return Math.fma(p, r, 1.0);
  }

  /** {@code 2^k}, k whole. */
  private static double power(double k) {
    return Double.longBitsToDouble((long) (k + 1023) << 52);
  }
}
