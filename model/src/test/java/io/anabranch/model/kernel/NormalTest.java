// SPDX-License-Identifier: Apache-2.0
package io.anabranch.model.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class NormalTest {

  @Test
  void hasTheMomentsAndTailsOfTheNormalDistribution() {
    float[] x = new float[200_001];
    Normal.fill(new SplittableRandom(3), x);
    double[] moments = new double[5];
    double neighbors = 0;
    int beyondTwo = 0;
    for (int i = 0; i < x.length; i++) {
      for (int power = 1; power < 5; power++) {
        moments[power] += StrictMath.pow(x[i], power) / x.length;
      }
      neighbors += i > 0 ? (double) x[i] * x[i - 1] / x.length : 0;
      beyondTwo += Math.abs(x[i]) > 2 ? 1 : 0;
    }
    assertEquals(0, moments[1], 0.01);
    assertEquals(1, moments[2], 0.02);
    assertEquals(0, moments[3], 0.04);
    assertEquals(3, moments[4], 0.1);
    assertEquals(0, neighbors, 0.01);
    assertEquals(0.0455, (double) beyondTwo / x.length, 0.003);
  }

  @Test
  void isAFunctionOfTheSeed() {
    float[] once = new float[5];
    float[] again = new float[4];
    Normal.fill(new SplittableRandom(7), once);
    Normal.fill(new SplittableRandom(7), again);
    assertTrue(Arrays.equals(once, 0, 4, again, 0, 4));
    Normal.fill(new SplittableRandom(8), again);
    assertTrue(Arrays.mismatch(once, again) == 0);
  }

  @Test
  void integersBelowAreAllDrawnAboutEquallyOften() {
    SplittableRandom random = new SplittableRandom(1);
    int[] counts = new int[7];
    for (int i = 0; i < 70_000; i++) {
      counts[Uniform.below(random, 7)]++;
    }
    for (int count : counts) {
      assertEquals(10_000, count, 400);
    }
    assertEquals(0, Uniform.below(random, 1));
  }
}
