// SPDX-License-Identifier: Apache-2.0
package io.anabranch.model.network;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.anabranch.model.device.SparseMatrix;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class DropoutsTest {

  private static final SparseMatrix ONES = ones(256);

  /** Were one epoch's second mask the next epoch's first, two units would be dropped in turn. */
  @Test
  void noMaskComesAgain() {
    Set<String> masks = new HashSet<>();
    for (long seed = 0; seed < 5; seed++) {
      for (int epoch = 0; epoch < 20; epoch++) {
        Dropouts dropouts = Dropouts.of(seed, epoch);
        for (int number = 0; number < 5; number++) {
          String mask = Arrays.toString(dropouts.apply(ONES, 0.5f).values());
          assertTrue(masks.add(mask), "seed %d, epoch %d, %d".formatted(seed, epoch, number));
        }
      }
    }
  }

  @Test
  void masksAreAFunctionOfSeedAndEpoch() {
    assertArrayEquals(
        Dropouts.of(3, 4).apply(ONES, 0.5f).values(), Dropouts.of(3, 4).apply(ONES, 0.5f).values());
    assertSame(ONES, Dropouts.none().apply(ONES, 0.5f));
    assertSame(ONES, Dropouts.of(3, 4).apply(ONES, 0));
  }

  private static SparseMatrix ones(int n) {
    float[] ones = new float[n];
    Arrays.fill(ones, 1f);
    int[] columnOf = new int[n];
    Arrays.setAll(columnOf, i -> i);
    return SparseMatrix.of(1, n, new int[] {0, n}, columnOf, ones);
  }
}
