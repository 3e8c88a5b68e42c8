// SPDX-License-Identifier: Apache-2.0
package io.anabranch.model.kernel;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class FixedPointTest {

  private static final long ONE = 1 << 24;

  @Test
  void usageExample() {
    long[] sums = new long[2];
    float[] sent = {0.5f, -1f};
    float[] changed = {0.75f, 2f};
    FixedPoint.addDifference(null, 0, sent, 0, 1f, 1, sums, 0, 2); // an edge is added
    FixedPoint.addDifference(sent, 0, changed, 0, 1f, 1, sums, 0, 2); // its sender changes
    assertArrayEquals(new long[] {3 * ONE / 4, 2 * ONE}, sums);
    float[] mean = new float[2];
    FixedPoint.mean(sums, 0, 3, mean, 0, 2);
    assertArrayEquals(new float[] {0.25f, 2f / 3}, mean);
    FixedPoint.addDifference(changed, 0, null, 0, 1f, 1, sums, 0, 2); // the edge is removed
    assertArrayEquals(new long[2], sums);
  }

  @Test
  void quantisesToNearestAndTiesToEven() {
    assertEquals(ONE, FixedPoint.quantise(1f));
    assertEquals(-3 * ONE / 2, FixedPoint.quantise(-1.5f));
    assertEquals(0, FixedPoint.quantise(-0f));
    assertEquals(0, FixedPoint.quantise(Float.MIN_VALUE));
    assertEquals(0, FixedPoint.quantise(0x1p-25f)); // half a quantum, 0 is even
    assertEquals(1, FixedPoint.quantise(0x1.8p-25f));
    assertEquals(2, FixedPoint.quantise(0x1.8p-24f)); // one and a half
    assertEquals(2, FixedPoint.quantise(0x1.4p-23f)); // two and a half
    assertEquals(-2, FixedPoint.quantise(-0x1.4p-23f));
  }

  @Test
  void clampsWhatIsTooLarge() {
    long limit = 1L << 38;
    assertEquals(limit, FixedPoint.quantise(0x1p14f));
    assertEquals(limit, FixedPoint.quantise(Math.nextUp(0x1p14f)));
    assertEquals(-limit, FixedPoint.quantise(-Float.MAX_VALUE));
    assertEquals(limit, FixedPoint.quantise(Float.POSITIVE_INFINITY));
    assertEquals(-limit, FixedPoint.quantise(Float.NEGATIVE_INFINITY));
    assertEquals(0, FixedPoint.quantise(Float.NaN));
    assertFalse(FixedPoint.clamps(-0x1p14f));
    assertTrue(FixedPoint.clamps(Math.nextUp(0x1p14f)));
    assertTrue(FixedPoint.clamps(Float.NEGATIVE_INFINITY));
    assertTrue(FixedPoint.clamps(Float.NaN));
  }

  @Test
  void countsWhatItClamps() {
    float[] x = {1f, 20000f, -20000f, 10000f, Float.NaN};
    assertEquals(3, FixedPoint.countClamped(x, 0, 5, 1f));
    assertEquals(2, FixedPoint.countClamped(x, 1, 3, 1f));
    assertEquals(1, FixedPoint.countClamped(x, 0, 5, 0.5f));
    assertEquals(4, FixedPoint.countClamped(x, 0, 5, -2f));
  }

  @Test
  void weightTimesValueIsOneFloatProduct() {
    float weight = 0.1f;
    float value = 0.3f;
    long[] sums = new long[1];
    FixedPoint.addDifference(null, 0, new float[] {value}, 0, weight, 1, sums, 0, 1);
    assertEquals(FixedPoint.quantise(weight * value), sums[0]);
  }

  @Test
  void countMultipliesTheDifference() {
    long[] sums = {7, 7, 7};
    float[] from = {9f, 9f, 0.5f};
    float[] to = {9f, 9f, 9f, 2f};
    FixedPoint.addDifference(from, 2, to, 3, 2f, -3, sums, 1, 1); // -3 * (4 - 1)
    assertArrayEquals(new long[] {7, 7 - 9 * ONE, 7}, sums);
    FixedPoint.addDifference(null, 0, null, 0, 2f, 5, sums, 0, 3);
    assertArrayEquals(new long[] {7, 7 - 9 * ONE, 7}, sums);
  }

  @Test
  void meanOfNothingIsZero() {
    float[] mean = {5f, 5f, 5f};
    FixedPoint.mean(new long[] {3, 4}, 0, 0, mean, 1, 2);
    assertArrayEquals(new float[] {5f, 0f, 0f}, mean);
    FixedPoint.mean(new long[] {3}, 0, -1, mean, 0, 1);
    assertEquals(0f, mean[0]);
  }

  @Test
  void sumOfTheMostTermsAllAtTheLimitDoesNotWrap() {
    long[] sums = new long[2];
    float[] extremes = {Float.MAX_VALUE, -Float.MAX_VALUE};
    FixedPoint.addDifference(null, 0, extremes, 0, 1f, FixedPoint.MAX_COUNT, sums, 0, 2);
    float[] mean = new float[2];
    FixedPoint.mean(sums, 0, FixedPoint.MAX_COUNT, mean, 0, 2);
    assertArrayEquals(new float[] {0x1p14f, -0x1p14f}, mean);
  }

  @Test
  void aQuotientIsRoundedOnce() {
    float[] out = new float[3];
    FixedPoint.quotient(new long[] {3L << 24, -1L << 50}, 3L << 23, out, 1, 2);
    assertArrayEquals(new float[] {0, 2, -(float) (0x1p50 / (3 * 0x1p23))}, out);
    FixedPoint.quotient(new long[] {1, 2, 3}, 0, out, 0, 3);
    assertArrayEquals(new float[3], out);
  }
}
