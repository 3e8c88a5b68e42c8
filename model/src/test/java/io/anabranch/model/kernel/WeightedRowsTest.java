// SPDX-License-Identifier: Apache-2.0
package io.anabranch.model.kernel;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class WeightedRowsTest {

  @Test
  void addsWeightedRowsByHand() {
    float[] y = {9, 1, 2};
    float[] matrix = {1, 2, 3, 4, 5, 6};
    float[] weights = {99, 2, -1};
    new ScalarKernels().addWeightedRows(weights, new int[] {0, 2, 1}, 1, 3, matrix, y, 1, 2);
    // 1 + 2*5 - 3, 2 + 2*6 - 4
    assertArrayEquals(new float[] {9, 8, 10}, y);
  }

  @Test
  void vectorsGiveTheBitsOfScalars() {
    SplittableRandom random = new SplittableRandom(1);
    float[] weights = values(random, 23);
    int[] rows = random.ints(23, 0, 11).toArray();
    for (int n = 1; n < 80; n++) {
      float[] matrix = values(random, 11 * n);
      float[] scalar = values(random, n + 3);
      float[] vector = scalar.clone();
      new ScalarKernels().addWeightedRows(weights, rows, 2, 23, matrix, scalar, 3, n);
      new VectorKernels().addWeightedRows(weights, rows, 2, 23, matrix, vector, 3, n);
      assertArrayEquals(scalar, vector);
    }
  }

  @Test
  void vectorsGiveTheBitsOfScalarsInBlocks() {
    SplittableRandom random = new SplittableRandom(2);
    int[] edges = random.ints(17, 0, 23).toArray();
    int[] rows = random.ints(23, 0, 11).toArray();
    for (int heads = 1; heads < 9; heads++) {
      float[] weights = values(random, 23 * heads);
      for (int n = heads; n < 100; n += heads) {
        float[] matrix = values(random, 11 * n);
        float[] s = values(random, n + 3);
        float[] v = s.clone();
        new ScalarKernels().addWeightedBlocks(weights, heads, edges, 1, 17, rows, matrix, s, 3, n);
        new VectorKernels().addWeightedBlocks(weights, heads, edges, 1, 17, rows, matrix, v, 3, n);
        assertArrayEquals(s, v);
      }
    }
  }

  @Test
  void addsATransposedProductByHand() {
    float[] c = {0, 0, 100, 200, 0, 0};
    float[] x = {9, 1, 9, 9, 2, 9}; // 2 x 3
    float[] y = {3, 4, 5, 6}; // 2 x 2
    new ScalarKernels().addTransposedProduct(1, 2, 2, x, 3, y, 2, c);
    assertArrayEquals(new float[] {0, 0, 113, 216, 0, 0}, c);
  }

  @Test
  void vectorsGiveTheBitsOfScalarsInTransposedProducts() {
    SplittableRandom random = new SplittableRandom(3);
    for (int in = 1; in < 14; in++) {
      for (int out = 1; out < 80; out += 3) {
        for (int rows : new int[] {0, 1, 40, 300}) {
          float[] x = values(random, rows * in);
          float[] y = values(random, rows * out);
          float[] s = values(random, in * out);
          float[] v = s.clone();
          new ScalarKernels().addTransposedProduct(1, in, rows, x, in, y, out, s);
          new VectorKernels().addTransposedProduct(1, in, rows, x, in, y, out, v);
          assertArrayEquals(s, v);
        }
      }
    }
  }

  @Test
  void oneElementThatIsNotFiniteIsFoundAnywhere() {
    for (RowKernels kernels : new RowKernels[] {new ScalarKernels(), new VectorKernels()}) {
      for (float bad : new float[] {Float.NaN, Float.NEGATIVE_INFINITY}) {
        for (int i = 0; i < 77; i++) {
          float[] x = new float[77];
          Arrays.fill(x, -Float.MAX_VALUE);
          assertTrue(kernels.isFinite(x));
          x[i] = bad;
          assertFalse(kernels.isFinite(x));
        }
      }
    }
  }

  private static float[] values(SplittableRandom random, int n) {
    float[] values = new float[n];
    for (int i = 0; i < n; i++) {
      values[i] = (float) (random.nextDouble() - 0.5);
    }
    return values;
  }
}
