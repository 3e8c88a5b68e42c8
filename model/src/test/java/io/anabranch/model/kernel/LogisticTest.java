// SPDX-License-Identifier: Apache-2.0
package io.anabranch.model.kernel;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class LogisticTest {

  private static final RowKernels SCALAR = new ScalarKernels();
  private static final RowKernels VECTOR = new VectorKernels();

  @Test
  void replacesAndSums() {
    float[] x = {7, 0, 2, -2, 7};
    double sum = RowKernels.best().logistic(x, 1, 3);
    float two = (float) (1 / (1 + Math.exp(-2)));
    assertArrayEquals(new float[] {7, 0.5f, two, 1 - two, 7}, x, 1e-7f);
    // log 2, 2 + log(1 + e^-2), log(1 + e^-2)
    assertEquals(Math.log(2) + 2 + 2 * Math.log1p(Math.exp(-2)), sum, 1e-6);
  }

  @Test
  void isWithinItsBounds() {
    float[] one = new float[1];
    for (float x = -86; x < 100; x += 0.00317f) {
      one[0] = x;
      double sum = SCALAR.logistic(one, 0, 1);
      double expected = 1 / (1 + StrictMath.exp(-x));
      float at = x;
      assertEquals(expected, one[0], expected * 0x1p-22, () -> "sigmoid of " + at);
      double softplus = Math.max(x, 0) + StrictMath.log1p(StrictMath.exp(-Math.abs(x)));
      assertEquals(softplus, sum, 0x1p-23, () -> "softplus of " + at);
    }
  }

  @Test
  void theLongestStaysInRange() {
    float[] zeros = new float[Logistic.LONGEST];
    assertEquals(Logistic.LONGEST * Math.log(2), VECTOR.logistic(zeros, 0, zeros.length), 1e-9);
    float[] longer = new float[Logistic.LONGEST + 1];
    for (RowKernels kernels : new RowKernels[] {SCALAR, VECTOR}) {
      Exception e =
          assertThrows(
              IllegalArgumentException.class, () -> kernels.logistic(longer, 0, longer.length));
      assertEquals("at most 1008 elements; got 1009", e.getMessage());
    }
  }

  @Test
  void theHugeStayInRange() {
    float[] x = {1e30f, -1e30f, 0, -0f};
    assertEquals(1e30f, VECTOR.logistic(x, 0, 2));
    assertEquals(2 * Math.log(2), VECTOR.logistic(x, 2, 2), 1e-12);
    assertArrayEquals(new float[] {1, 0, 0.5f, 0.5f}, x, 1e-37f);
  }

  @Test
  void whatIsNotFiniteShowsInTheSum() {
    float[] bad = {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY};
    for (float value : bad) {
      for (int at : new int[] {0, 20, 37}) {
        for (RowKernels kernels : new RowKernels[] {SCALAR, VECTOR}) {
          float[] x = new float[40];
          x[at] = value;
          assertFalse(Double.isFinite(kernels.logistic(x, 0, 40)));
        }
      }
    }
  }

  /** Inputs up to the size at which e^-|x| is cut off, and beyond. */
  @Property(tries = 300)
  void scalarAndVectorGiveTheSameBits(
      @ForAll @IntRange(max = 300) int n,
      @ForAll @IntRange(max = 3) int off,
      @ForAll @IntRange(min = 1, max = 120) int size,
      @ForAll long seed) {
    float[] scalar = new float[off + n];
    Uniform.fill(new SplittableRandom(seed), size, scalar);
    float[] vector = scalar.clone();
    assertEquals(SCALAR.logistic(scalar, off, n), VECTOR.logistic(vector, off, n));
    for (int i = 0; i < scalar.length; i++) {
      assertEquals(Float.floatToRawIntBits(scalar[i]), Float.floatToRawIntBits(vector[i]));
    }
  }
}
