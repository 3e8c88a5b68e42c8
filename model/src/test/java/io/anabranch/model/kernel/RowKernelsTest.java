// SPDX-License-Identifier: Apache-2.0
package io.anabranch.model.kernel;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class RowKernelsTest {

  private final RowKernels kernels = RowKernels.best();

  @Test
  void multipliesAndAdds() {
    float[] w = {1, 2, 3, 4, 5, 6}; // 2 x 3
    float[] y = {10, 20, 30, 0, 0, 0};
    kernels.multiplyAdd(2, new float[] {1, -1, 0.5f, 2}, 2, w, 3, y);
    // 10 + 1*1 - 1*4, 20 + 1*2 - 1*5, 30 + 1*3 - 1*6; 0.5*1 + 2*4, ...
    assertArrayEquals(new float[] {7, 17, 27, 8.5f, 11, 13.5f}, y);
  }

  @Test
  void roundsOnceForEachInput() {
    float x = 1 + 0x1p-23f;
    float[] y = {-1f};
    kernels.multiplyAdd(1, new float[] {x}, 1, new float[] {x}, 1, y);
    assertEquals(0x1p-22f + 0x1p-46f, y[0]); // x * x rounded first would lose the 2^-46
  }

  @Test
  void reluKeepsNaNForTheCount() {
    float[] y = {-1, 2, -0f, Float.NaN, -7};
    kernels.relu(y, 0, 4);
    assertArrayEquals(new float[] {0, 2, 0, Float.NaN, -7}, y);
  }

  @Test
  void normalisesToLengthOne() {
    float[] y = {3, 4, 0, 0, 1e-20f, 0, 3e38f, 3e38f};
    kernels.l2Normalise(4, y, 2);
    assertArrayEquals(new float[] {0.6f, 0.8f, 0, 0}, Arrays.copyOf(y, 4));
    assertEquals(1e-8f, y[4]); // 1e-20 / 1e-12, as torch.nn.functional.normalize has it
    assertEquals((float) Math.sqrt(0.5), y[6]); // squares do not overflow
  }

  @Test
  void sumsSquaresOfEveryLength() {
    for (int n = 0; n < 40; n++) {
      float[] x = new float[n + 2];
      Arrays.fill(x, 2f);
      assertEquals(4 * n, SumOfSquares.of(x, 1, n));
    }
  }

  @Test
  void sanitisesAndCounts() {
    float[] y = {Float.NaN, 1, Float.NEGATIVE_INFINITY, Float.MAX_VALUE, Float.NaN};
    assertEquals(2, kernels.sanitise(y, 0, 4));
    assertArrayEquals(new float[] {0, 1, 0, Float.MAX_VALUE, Float.NaN}, y);
  }

  @Test
  void addsRows() {
    int[] matrix = {1, 2, 3, 4, 5, 6};
    int[] acc = {100, 200, 7};
    kernels.addRows(matrix, new int[] {4, 0, 4, 9}, 3, acc, 2);
    assertArrayEquals(new int[] {111, 214, 7}, acc);
  }

  @Test
  void choosesByProperty() {
    assertInstanceOf(VectorKernels.class, KernelChoice.choose(""));
    assertInstanceOf(VectorKernels.class, KernelChoice.choose("vector"));
    assertInstanceOf(ScalarKernels.class, KernelChoice.choose("scalar"));
    Exception e = assertThrows(IllegalStateException.class, () -> KernelChoice.choose("simd"));
    assertTrue(e.getMessage().contains("scalar, vector or not set; it is 'simd'"), e::getMessage);
  }

  @Test
  void eluIsTheIdentityAboveZero() {
    float[] y = {9, 2, 0, -1, Float.NaN, -1e30f};
    RowKernels.best().elu(y, 1, 5);
    float atMinusOne = (float) (StrictMath.exp(-1) - 1);
    assertArrayEquals(new float[] {9, 2, 0, atMinusOne, Float.NaN, -1}, y);
  }
}
