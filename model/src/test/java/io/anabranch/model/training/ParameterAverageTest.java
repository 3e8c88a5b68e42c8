// SPDX-License-Identifier: Apache-2.0
package io.anabranch.model.training;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.anabranch.model.autograd.Parameter;
import io.anabranch.model.device.Matrix;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ParameterAverageTest {

  /** (1 x 2 + 3 x 6) / 4 = 5 and (1 x -4 + 3 x 0) / 4 = -1. */
  @Test
  void whoHasLearntFromMoreCountsForMore() {
    assertArrayEquals(
        new float[] {5, -1},
        ParameterAverage.of(List.of(new float[] {2, -4}, new float[] {6, 0}), 1, 3));
  }

  @Test
  void whoHasLearntFromNothingHasNoPart() {
    List<float[]> values = List.of(new float[] {7}, new float[] {2}, new float[] {4});
    assertArrayEquals(new float[] {3}, ParameterAverage.of(values, 0, 5, 5));
    assertArrayEquals(new float[] {4}, ParameterAverage.of(values, 0, 0, 5));
    assertArrayEquals(new float[] {7}, ParameterAverage.of(values, 0, 0, 0));
  }

  /** 0.1f x 3 / 3 in double comes out, but -0.0 or a NaN's payload would not from a sum. */
  @Test
  void oneAloneComesOutBitForBit() {
    float[] own = {0.1f, -0.0f, Float.MIN_VALUE, Float.intBitsToFloat(0x7fc00123), 1e38f};
    float[] average = ParameterAverage.of(List.of(own), (1L << 40) + 1);
    for (int i = 0; i < own.length; i++) {
      assertEquals(Float.floatToRawIntBits(own[i]), Float.floatToRawIntBits(average[i]));
    }
    average[0] = 9;
    assertEquals(0.1f, own[0]); // a copy
  }

  @Test
  void unlikePartsAreTold() {
    Exception e =
        assertThrows(
            IllegalArgumentException.class,
            () -> ParameterAverage.of(List.of(new float[2], new float[3]), 1, 1));
    assertEquals("executor 1: 2 values from at least 0 items; got 3 from 1", e.getMessage());
    assertThrows(
        IllegalArgumentException.class, () -> ParameterAverage.of(List.of(new float[2]), 1, 1));
  }

  @Test
  void parametersGoIntoOneRowAndComeBack() {
    Parameter w = new Parameter("w", Matrix.of(2, 2, new float[] {1, 2, 3, 4}));
    Parameter b = new Parameter("b", Matrix.of(1, 1, new float[] {5}));
    assertArrayEquals(new float[] {1, 2, 3, 4, 5}, ParameterValues.of(List.of(w, b)));

    ParameterValues.set(List.of(w, b), new float[] {9, 8, 7, 6, 5});
    assertArrayEquals(new float[] {9, 8, 7, 6}, w.value().values());
    Exception e =
        assertThrows(
            IllegalArgumentException.class, () -> ParameterValues.set(List.of(w, b), new float[4]));
    assertEquals("parameters of 5 values in all; got 4", e.getMessage());
  }

  @Test
  void eachVertexIsOneExecutorsAndSharesAreAlike() {
    int[] vertices = IntStream.range(0, 3_000).map(v -> 7 * v).toArray();
    int[] seen = new int[3];
    for (int k = 0; k < 3; k++) {
      int[] share = Shares.of(vertices, k, 3);
      seen[k] = share.length;
      for (int i = 1; i < share.length; i++) {
        assertEquals(k, Shares.owner(share[i], 3));
        assertEquals(true, share[i - 1] < share[i]); // in the order given
      }
      assertEquals(1_000, share.length, 100);
    }
    assertEquals(3_000, IntStream.of(seen).sum());
    assertArrayEquals(vertices, Shares.of(vertices, 0, 1));
  }

  @Test
  void anEmptyShareIsToldAtEveryExecutor() {
    int[] two = {0, 1};
    for (int k = 0; k < 5; k++) {
      int executor = k;
      Exception e = assertThrows(IllegalArgumentException.class, () -> Shares.of(two, executor, 5));
      assertEquals(true, e.getMessage().contains("2 vertices come to shares of ["));
    }
  }

  @Test
  void theFirstExecutorDrawsAsOneAloneDoes() {
    assertEquals(17, Shares.seed(17, 0));
    assertEquals(4, IntStream.range(0, 4).mapToLong(k -> Shares.seed(17, k)).distinct().count());
  }
}
