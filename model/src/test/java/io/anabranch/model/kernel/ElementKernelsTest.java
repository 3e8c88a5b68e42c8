// SPDX-License-Identifier: Apache-2.0
package io.anabranch.model.kernel;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class ElementKernelsTest {

  private static final ElementKernels SCALAR = new ScalarElements();
  private static final ElementKernels VECTOR = new VectorElements();
  private static final float[] EDGES = {
    0f,
    -0f,
    1e-4f,
    -1e-4f,
    0.99e-4f,
    1e30f,
    -1e30f,
    88.8f,
    -103.9f,
    Float.MIN_VALUE,
    Float.MAX_VALUE,
    Float.POSITIVE_INFINITY,
    Float.NEGATIVE_INFINITY,
    Float.NaN
  };

  /** One of the functions of an element. */
  private interface Function {
    void run(ElementKernels kernels, float[] x, float[] y, int from, int to);
  }

  @Test
  void valuesByHand() {
    for (ElementKernels kernels : new ElementKernels[] {SCALAR, VECTOR}) {
      float[] x = {9, -1, 0, 2, 9};
      assertValues(kernels, ElementKernels::exp, x, Math.exp(-1), 1, Math.exp(2));
      assertValues(kernels, ElementKernels::elu, x, Math.exp(-1) - 1, 0, 2);
      assertValues(kernels, ElementKernels::tanh, x, Math.tanh(-1), 0, Math.tanh(2));
      double s1 = 1 / (1 + Math.E);
      double s2 = 1 / (1 + Math.exp(-2));
      assertValues(kernels, ElementKernels::sigmoid, x, s1, 0.5, s2);
      float[] dx = {1, 1, 1, 1, 1};
      kernels.addChainedKink(x, 0.5f, new float[] {10, 10, 10, 10, 10}, dx, 1, 4);
      assertArrayEquals(new float[] {1, 6, 6, 11, 1}, dx);
    }
  }

  /** Elements 1 to 3 alone are written. */
  private static void assertValues(
      ElementKernels kernels, Function function, float[] x, double... expected) {
    float[] y = {7, 7, 7, 7, 7};
    function.run(kernels, x, y, 1, 4);
    float[] all = {7, (float) expected[0], (float) expected[1], (float) expected[2], 7};
    assertArrayEquals(all, y, 1e-6f);
  }

  @Test
  void vectorsGiveTheBitsOfScalars() {
    for (int n : new int[] {0, 1, 7, 8, 15, 16, 17, 33, 511, 512, 513, 1500}) {
      for (int from : new int[] {0, 3}) {
        assertSameBits(n, from, ElementKernels::exp);
        assertSameBits(n, from, ElementKernels::elu);
        assertSameBits(n, from, ElementKernels::sigmoid);
        assertSameBits(n, from, ElementKernels::tanh);
        assertSameBits(n, from, (k, x, y, a, b) -> k.addChainedKink(x, 0.2f, x.clone(), y, a, b));
        assertSameBits(n, from, (k, x, y, a, b) -> k.addDropped(0.6f, 123456789012L, x, y, a, b));
      }
    }
  }

  @Test
  void stillDoWhenCompiled() {
    for (int round = 0; round < 300; round++) {
      assertSameBits(2000, round % 5, ElementKernels::elu);
      assertSameBits(2000, round % 5, ElementKernels::tanh);
      assertSameBits(2000, round % 5, (k, x, y, a, b) -> k.addDropped(0.5f, 7, x, y, a, b));
    }
  }

  private static void assertSameBits(int n, int from, Function function) {
    float[] x = values(from + n + 2);
    float[] scalar = new float[x.length];
    Arrays.fill(scalar, 0.25f);
    float[] vector = scalar.clone();
    function.run(SCALAR, x, scalar, from, from + n);
    function.run(VECTOR, x, vector, from, from + n);
    for (int i = 0; i < x.length; i++) {
      String at = "element " + i + " of " + n + ", which is " + x[i];
      assertEquals(Float.floatToIntBits(scalar[i]), Float.floatToIntBits(vector[i]), at);
    }
  }

  @Test
  void nothingNotANumberIsLost() {
    Function[] functions = {
      ElementKernels::exp,
      ElementKernels::elu,
      ElementKernels::sigmoid,
      ElementKernels::tanh,
      (k, x, y, from, to) -> k.addChainedKink(y, 0f, x, y, from, to),
      (k, x, y, from, to) -> k.addDropped(0.9f, 1, x, y, from, to)
    };
    for (ElementKernels kernels : new ElementKernels[] {SCALAR, VECTOR}) {
      for (Function function : functions) {
        float[] x = new float[37];
        Arrays.fill(x, Float.NaN);
        float[] y = new float[37];
        function.run(kernels, x, y, 0, 37);
        for (float value : y) {
          assertTrue(Float.isNaN(value));
        }
      }
    }
  }

  @Test
  void inAndOutMayBeOneArray() {
    for (ElementKernels kernels : new ElementKernels[] {SCALAR, VECTOR}) {
      float[] x = values(700);
      float[] expected = new float[700];
      kernels.elu(x, expected, 0, 700);
      kernels.elu(x, x, 0, 700);
      assertArrayEquals(expected, x);
    }
  }

  @Test
  void anElementIsDroppedOrNotWhereverTheRangeBegins() {
    for (ElementKernels kernels : new ElementKernels[] {SCALAR, VECTOR}) {
      float[] ones = new float[1000];
      Arrays.fill(ones, 1f);
      float[] whole = new float[1000];
      kernels.addDropped(0.6f, 5, ones, whole, 0, 1000);
      float[] parts = new float[1000];
      kernels.addDropped(0.6f, 5, ones, parts, 0, 333);
      kernels.addDropped(0.6f, 5, ones, parts, 333, 1000);
      assertArrayEquals(whole, parts);
    }
  }

  @Test
  void dropsItsShareAndNoPattern() {
    int n = 1 << 20;
    float[] ones = new float[n];
    Arrays.fill(ones, 1f);
    float[] a = new float[n];
    float[] b = new float[n];
    VECTOR.addDropped(0.5f, 1, ones, a, 0, n);
    VECTOR.addDropped(0.5f, 1L << 32, ones, b, 0, n);
    // 6 standard deviations of a fair coin thrown n times are about 3,100.
    for (int shift : new int[] {1, 2, 3, 8, 16, 64, 1433}) {
      int same = 0;
      for (int i = shift; i < n; i++) {
        same += a[i] == a[i - shift] ? 1 : 0;
      }
      assertEquals((n - shift) / 2.0, same, 3100, "shift " + shift);
    }
    int kept = 0;
    int alike = 0;
    for (int i = 0; i < n; i++) {
      kept += a[i] == 2f ? 1 : 0;
      alike += a[i] == b[i] ? 1 : 0;
    }
    assertEquals(n / 2.0, kept, 3100);
    assertEquals(n / 2.0, alike, 3100, "masks of two seeds");
  }

  /** Of all magnitudes, the edges of the functions among them. */
  private static float[] values(int n) {
    SplittableRandom random = new SplittableRandom(n);
    float[] values = new float[n];
    for (int i = 0; i < n; i++) {
      values[i] =
          switch (i % 3) {
            case 0 -> (float) (20 * random.nextDouble() - 10);
            case 1 -> Float.intBitsToFloat(random.nextInt());
            default -> EDGES[random.nextInt(EDGES.length)];
          };
    }
    return values;
  }
}
