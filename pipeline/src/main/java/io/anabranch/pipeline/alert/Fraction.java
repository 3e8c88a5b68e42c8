// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.alert;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;

/**
 * A number that is exactly what it says.
 *
 * @param denominator above 0
 */
public record Fraction(BigInteger numerator, BigInteger denominator) {

  public static final Fraction ZERO = new Fraction(BigInteger.ZERO, BigInteger.ONE);
  private static final int MANTISSA_BITS = 23; // of a float, after the first one

  public Fraction {
    if (denominator.signum() <= 0) {
      throw new IllegalArgumentException("a denominator is above 0; got " + denominator);
    }
  }

  /**
   * A float is a whole number times a power of two, so it is a fraction without a rounding.
   *
   * @throws NumberFormatException when it is not finite
   */
  public static Fraction of(float value) {
    if (value == 0) {
      return ZERO;
    }
    int power = Math.max(0, MANTISSA_BITS - Math.getExponent(value));
    BigInteger whole = new BigDecimal(Math.scalb((double) value, power)).toBigIntegerExact();
    int common = Math.min(power, whole.getLowestSetBit());
    return new Fraction(whole.shiftRight(common), BigInteger.ONE.shiftLeft(power - common));
  }

  public Fraction plus(Fraction other) {
    if (denominator.equals(other.denominator)) {
      return new Fraction(numerator.add(other.numerator), denominator);
    }
    return new Fraction(
        numerator.multiply(other.denominator).add(other.numerator.multiply(denominator)),
        denominator.multiply(other.denominator));
  }

  public Fraction minus(Fraction other) {
    return plus(new Fraction(other.numerator.negate(), other.denominator));
  }

  /** Whether the two are one number. */
  public boolean sameAs(Fraction other) {
    return numerator.multiply(other.denominator).equals(other.numerator.multiply(denominator));
  }

  /** The nearest double, to a unit in the last place. */
  public double value() {
    return new BigDecimal(numerator)
        .divide(new BigDecimal(denominator), MathContext.DECIMAL64)
        .doubleValue();
  }

  /** Reads {@link #toString()}. */
  public static Fraction parse(String text) {
    int slash = text.indexOf('/');
    if (slash < 0) {
      throw new NumberFormatException("a fraction is two whole numbers with '/' between: " + text);
    }
    return new Fraction(
        new BigInteger(text.substring(0, slash)), new BigInteger(text.substring(slash + 1)));
  }

  @Override
  public String toString() {
    return numerator + "/" + denominator;
  }
}
