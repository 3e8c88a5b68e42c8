// SPDX-License-Identifier: Apache-2.0
package io.anabranch.model.dataset;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.anabranch.model.device.SparseMatrix;
import io.anabranch.model.graph.InNeighbors;
import org.junit.jupiter.api.Test;

class RemainingTest {

  /** 0 -> 1 -> 2 -> 3, 3 -> 0, 0 -> 3 of weights 1 to 5; features 10, 20 and 21, none, 40. */
  private static final NodeDataSet DATA =
      new NodeDataSet(
          InNeighbors.of(
              4, new int[] {0, 1, 2, 3, 0}, new int[] {1, 2, 3, 0, 3}, new float[] {1, 2, 3, 4, 5}),
          SparseMatrix.of(
              4,
              5,
              new int[] {0, 1, 3, 3, 4},
              new int[] {0, 1, 2, 4},
              new float[] {10, 20, 21, 40}),
          new int[] {5, 6, 7, 8},
          9,
          new int[] {3, 0},
          new int[] {1},
          new int[] {2, 1});

  @Test
  void edgesFeaturesLabelsAndSplitsOfTheOthersStay() {
    NodeDataSet left = DATA.without(1);
    assertEquals(3, left.graph().vertexCount());
    assertEquals(3, left.graph().edgeCount());
    // Old 3 is new 2: its in-edges come from old 2, which is new 1, and from 0.
    int start = left.graph().start(2);
    assertEquals(1, left.graph().source(start));
    assertEquals(3, left.graph().weight(start));
    assertEquals(0, left.graph().source(start + 1));
    assertEquals(5, left.graph().weight(start + 1));
    assertArrayEquals(new int[] {0, 1, 1, 2}, left.features().offsets());
    assertArrayEquals(new int[] {0, 4}, left.features().columnOf());
    assertArrayEquals(new float[] {10, 40}, left.features().values());
    assertEquals("3 x 5", left.features().shape());
    assertArrayEquals(new int[] {5, 7, 8}, left.labels());
    assertEquals(9, left.classes());
    assertArrayEquals(new int[] {2, 0}, left.train());
    assertArrayEquals(new int[0], left.validation());
    assertArrayEquals(new int[] {1}, left.test());
  }

  @Test
  void nothingOrEverythingMayGo() {
    assertArrayEquals(DATA.features().values(), DATA.without().features().values());
    assertEquals(5, DATA.without().graph().edgeCount());
    assertEquals(0, DATA.without(0, 1, 2, 3, 3).graph().vertexCount());
    assertEquals("0 x 5", DATA.without(3, 2, 1, 0).features().shape());
  }

  @Test
  void aVertexThatIsNotThereIsTold() {
    Exception e = assertThrows(IllegalArgumentException.class, () -> DATA.without(1, 4));
    assertEquals("a removed vertex lies from 0 to 3; got 4", e.getMessage());
  }
}
