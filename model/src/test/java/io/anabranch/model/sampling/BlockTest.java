// SPDX-License-Identifier: Apache-2.0
package io.anabranch.model.sampling;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.anabranch.model.device.RowLists;
import io.anabranch.model.device.SparseMatrix;
import org.junit.jupiter.api.Test;

class BlockTest {

  /** Of 9 sources: target 0 is 7 and hears 2, 5, 2; target 1 is 5 and hears nobody. */
  private static final RowLists HEARD = new RowLists(new int[] {0, 3, 3}, new int[] {2, 5, 2});

  private final Block block = new Block(9, new int[] {7, 5}, HEARD, null);

  @Test
  void means() {
    SparseMatrix mean = block.mean();
    assertArrayEquals(new int[] {0, 3, 3}, mean.offsets());
    assertArrayEquals(new int[] {2, 5, 2}, mean.columnOf());
    assertArrayEquals(new float[] {1 / 3f, 1 / 3f, 1 / 3f}, mean.values());
    assertEquals("2 x 9", mean.shape());
  }

  @Test
  void meansWithTheVertexItself() {
    SparseMatrix mean = block.meanWithSelf();
    assertArrayEquals(new int[] {0, 4, 5}, mean.offsets());
    assertArrayEquals(new int[] {7, 2, 5, 2, 5}, mean.columnOf());
    assertArrayEquals(new float[] {0.25f, 0.25f, 0.25f, 0.25f, 1}, mean.values());
  }

  @Test
  void weightsAreOfTheSumNotOfTheCount() {
    Block weighted = new Block(9, new int[] {7, 5}, HEARD, new float[] {3, 6, -9});
    assertArrayEquals(new float[] {1, 2, -3}, weighted.mean().values(), 1e-6f);
    assertArrayEquals(
        new float[] {0.25f, 0.75f, 1.5f, -2.25f, 1}, weighted.meanWithSelf().values());
  }

  @Test
  void compactNamesTheSourcesThatPlayAPart() {
    Block.Compact compact = block.compact();
    assertArrayEquals(new int[] {7, 5, 2}, compact.vertices());
    assertEquals(3, compact.block().sources());
    assertArrayEquals(new int[] {0, 1}, compact.block().selves());
    assertArrayEquals(new int[] {2, 1, 2}, compact.block().heard().rows());
  }
}
