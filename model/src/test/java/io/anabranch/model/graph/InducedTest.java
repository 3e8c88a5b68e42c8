// SPDX-License-Identifier: Apache-2.0
package io.anabranch.model.graph;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import org.junit.jupiter.api.Test;

class InducedTest {

  @Test
  void edgesOfTheHiddenGoAndNumbersStay() {
    InNeighbors graph =
        InNeighbors.of(4, new int[] {0, 1, 3, 0}, new int[] {1, 2, 0, 3}, new float[] {5, 6, 7, 8});
    InNeighbors left = Induced.without(graph, 2, 1);
    assertEquals(4, left.vertexCount());
    assertEquals(2, left.edgeCount());
    assertEquals(3, left.source(left.start(0)));
    assertEquals(7, left.weight(left.start(0)));
    assertEquals(0, left.source(left.start(3)));
    assertEquals(8, left.weight(left.start(3)));
    assertEquals(0, left.inDegree(1));
  }

  @Test
  void withoutWeightsThereAreNone() {
    InNeighbors graph = InNeighbors.of(2, new int[] {0}, new int[] {1});
    assertFalse(Induced.without(graph).isWeighted());
    assertEquals(1, Induced.without(graph).edgeCount());
  }
}
