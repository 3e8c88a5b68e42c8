// SPDX-License-Identifier: Apache-2.0
package io.anabranch.model.link;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.anabranch.model.graph.InNeighbors;
import org.junit.jupiter.api.Test;

class SidesTest {

  @Test
  void usersStandInForUsersAndPagesForPages() {
    // users 0, 1, 2; pages 3, 4; nobody knows 5
    InNeighbors graph = InNeighbors.of(6, new int[] {0, 1, 1, 2}, new int[] {3, 3, 4, 4});

    Sides sides = Sides.of(graph);

    assertArrayEquals(new int[] {0, 1, 2}, sides.standIns(1));
    assertArrayEquals(new int[] {3, 4}, sides.standIns(4));
    assertFalse(sides.isSeen(5));
    assertArrayEquals(new int[] {0, 1, 2}, sides.standIns(5), "the largest side");
  }

  @Test
  void oneTriangleAndThereAreNoSides() {
    InNeighbors graph = InNeighbors.of(6, new int[] {0, 1, 2, 3, 3}, new int[] {1, 2, 0, 0, 4});

    Sides sides = Sides.of(graph);

    assertArrayEquals(new int[] {0, 1, 2, 3, 4}, sides.standIns(0));
    assertTrue(sides.isSeen(4));
  }

  @Test
  void aSmallComponentIsAPlaceOfItsOwnBesideALargeOneWithSides() {
    InNeighbors graph = InNeighbors.of(6, new int[] {0, 1, 1, 4}, new int[] {2, 2, 3, 5});

    Sides sides = Sides.of(graph);

    assertArrayEquals(new int[] {0, 1}, sides.standIns(0));
    assertArrayEquals(new int[] {4, 5}, sides.standIns(5));
  }

  @Test
  void aLoopIsNoSide() {
    Sides sides = Sides.of(InNeighbors.of(2, new int[] {0, 0}, new int[] {0, 1}));

    assertArrayEquals(new int[] {0, 1}, sides.standIns(0));
  }

  @Test
  void ofNoEdgeNobodyIsSeen() {
    Sides sides = Sides.of(InNeighbors.of(2, new int[0], new int[0]));

    assertFalse(sides.isSeen(0));
  }
}
