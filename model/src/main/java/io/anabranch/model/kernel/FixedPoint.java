// SPDX-License-Identifier: Apache-2.0
package io.anabranch.model.kernel;

/**
 * Aggregation as integer arithmetic. A float is quantised once, by its sender, to a multiple of
 * 2<sup>-24</sup>; sums of longs are associative, commutative and exactly invertible, so a sum does
 * not depend on the order of its terms, and what was added can be taken away without a trace.
 *
 * <p>Values beyond 2<sup>14</sup> in magnitude are clamped, NaN counts as zero. At most {@link
 * #MAX_COUNT} terms fit a sum.
 */
public final class FixedPoint {

  /** The largest magnitude that is represented. */
  public static final float LIMIT = 0x1p14f;

  /** Quanta in 1.0. */
  public static final double SCALE = 0x1p24;

  /** The most terms in a sum: one more, all of them at the limit, and a long would wrap. */
  public static final int MAX_COUNT = (1 << 25) - 1;

  // A double of this magnitude has no fraction bits: adding it rounds to the nearest integer, ties
  // to
  // even, just as Math.rint does, and the integer stands in the low bits of the sum.
  private static final double ROUND = 0x1.8p52;
  private static final long ROUND_BITS = 0x4338000000000000L;
  private static final long ROUNDED_EXACTLY = 1L << 50;

  private FixedPoint() {}

  /** The quanta of {@code x}, rounded to nearest, ties to even. */
  public static long quantise(float x) {
    return bits(x) - ROUND_BITS;
  }

  /** Whether quantising {@code x} loses more than rounding does. True of NaN. */
  public static boolean clamps(float x) {
    return !(Math.abs(x) <= LIMIT);
  }

  /** How many of {@code weight * x[off .. off + n)} the quantiser clamps. */
  public static int countClamped(float[] x, int off, int n, float weight) {
    int clamped = 0;
    for (int i = off; i < off + n; i++) {
      if (clamps(weight * x[i])) {
        clamped++;
      }
    }
    return clamped;
  }

  /**
   * Adds {@code count * (q(weight * to[i]) - q(weight * from[i]))} to {@code acc[i]}, for n
   * elements.
   *
   * @param from what was sent before; null is zeros
   * @param to what is sent now; null is zeros
   * @param weight of the edge; the product with a value is one float product
   * @param count how many such edges; negative takes away
   */
  public static void addDifference(
      float[] from,
      int fromOff,
      float[] to,
      int toOff,
      float weight,
      long count,
      long[] acc,
      int accOff,
      int n) {
    if (from != null && to != null) {
      addChange(from, fromOff, to, toOff, weight, count, acc, accOff, n);
    } else if (to != null) {
      add(to, toOff, weight, count, acc, accOff, n);
    } else if (from != null) {
      add(from, fromOff, weight, -count, acc, accOff, n);
    }
  }

  /**
   * The mean that {@code sums} stand for: {@code sums / (count * 2^24)}, computed in double and
   * rounded to float once. Zeros when {@code count} is not positive.
   */
  public static void mean(long[] sums, int off, long count, float[] out, int outOff, int n) {
    double divisor = count * SCALE;
    for (int i = 0; i < n; i++) {
      out[outOff + i] = count <= 0 ? 0f : (float) (toDouble(sums[off + i]) / divisor);
    }
  }

  /**
   * The mean of what {@code sums} stand for and one value more: {@code (sums + q(with)) / ((count +
   * 1) * 2^24)}.
   *
   * @param sums of count terms; null is zeros
   */
  public static void meanWith(
      long[] sums, int off, long count, float[] with, int withOff, float[] out, int outOff, int n) {
    double divisor = (count + 1) * SCALE;
    for (int i = 0; i < n; i++) {
      long sum = (sums == null ? 0 : sums[off + i]) + quantise(with[withOff + i]);
      out[outOff + i] = count < 0 ? 0f : (float) (toDouble(sum) / divisor);
    }
  }

  /**
   * What {@code sums} and one value more stand for, times a scale: {@code (sums + q(with)) / 2^24 *
   * scale}, computed in double and rounded to float once.
   *
   * @param sums null is zeros
   */
  public static void scaledWith(
      long[] sums,
      int off,
      float[] with,
      int withOff,
      double scale,
      float[] out,
      int outOff,
      int n) {
    for (int i = 0; i < n; i++) {
      long sum = (sums == null ? 0 : sums[off + i]) + quantise(with[withOff + i]);
      out[outOff + i] = (float) (toDouble(sum) / SCALE * scale);
    }
  }

  /**
   * The quotient of what {@code sums} and {@code divisor} stand for, computed in double and rounded
   * to float once. Zeros when the divisor is not positive.
   */
  public static void quotient(long[] sums, long divisor, float[] out, int outOff, int n) {
    double by = toDouble(divisor);
    for (int i = 0; i < n; i++) {
      out[outOff + i] = divisor <= 0 ? 0f : (float) (toDouble(sums[i]) / by);
    }
  }

  // x * 1f has the bits of x: an edge without a weight needs no case of its own.

  private static void addChange(
      float[] from,
      int fromOff,
      float[] to,
      int toOff,
      float weight,
      long count,
      long[] acc,
      int accOff,
      int n) {
    for (int i = 0; i < n; i++) {
      long change = bits(weight * to[toOff + i]) - bits(weight * from[fromOff + i]);
      acc[accOff + i] += count * change;
    }
  }

  private static void add(
      float[] x, int off, float weight, long count, long[] acc, int accOff, int n) {
    for (int i = 0; i < n; i++) {
      acc[accOff + i] += count * (bits(weight * x[off + i]) - ROUND_BITS);
    }
  }

  /** The quanta of {@code x} plus {@link #ROUND_BITS}; the product is exact, so one rounding. */
  private static long bits(float x) {
    return Double.doubleToRawLongBits(clamp(x) * SCALE + ROUND);
  }

  private static float clamp(float x) {
    if (clamps(x)) {
      return x > 0 ? LIMIT : x < 0 ? -LIMIT : 0f;
    }
    return x;
  }

  /** {@code sum} rounded to double, without the conversion instruction where its bits will do. */
  private static double toDouble(long sum) {
    return sum >= -ROUNDED_EXACTLY && sum <= ROUNDED_EXACTLY
        ? Double.longBitsToDouble(sum + ROUND_BITS) - ROUND
        : sum;
  }
}
