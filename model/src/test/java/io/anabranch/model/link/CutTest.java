// SPDX-License-Identifier: Apache-2.0
package io.anabranch.model.link;

import static io.anabranch.model.link.Snapshots.edge;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.anabranch.model.snapshot.GraphSnapshot;
import java.util.List;
import org.junit.jupiter.api.Test;

class CutTest {

  private static final GraphSnapshot GRAPH =
      Snapshots.of(
          1,
          edge("a", "b", 1),
          edge("c", "b", 2),
          edge("a", "c", 3), // known to each other by way of b
          edge("d", "a", 4), // d is not known
          edge("b", "b", 5), // a loop
          edge("b", "a", 6));

  @Test
  void whatComesNextIsNotInTheGraphYet() {
    List<Cut> cuts = Cut.in(GRAPH, 2, 1 / 3.0, 100);

    assertEquals(2, cuts.size());
    assertEquals(2, cuts.get(0).graph().edgeCount());
    assertArrayEquals(new int[] {0}, cuts.get(0).next().from(), "a -> c, and not d -> a");
    assertArrayEquals(new int[] {2}, cuts.get(0).next().to());
    assertEquals(4, cuts.get(1).graph().edgeCount());
    assertArrayEquals(new int[] {1}, cuts.get(1).next().from(), "b -> a, and no loop");
  }

  @Test
  void anEdgeAndItsMirrorAreNeverParted() {
    GraphSnapshot graph =
        Snapshots.of(
            1,
            edge("a", "b", 1),
            edge("b", "a", 1),
            edge("b", "c", 2),
            edge("c", "b", 2),
            edge("a", "b", 3),
            edge("b", "a", 3));

    List<Cut> cuts = Cut.in(graph, 1, 0.5, 100); // amid those of 2

    assertEquals(2, cuts.get(0).graph().edgeCount());
    assertEquals(2, cuts.get(0).next().count(), "c is not known yet");
  }

  @Test
  void ofInEdgesTheLatestStay() {
    List<Cut> cuts = Cut.in(GRAPH, 1, 0.5, 1);

    assertEquals(1, cuts.get(0).graph().inDegree(1));
    assertEquals(2, cuts.get(0).graph().source(cuts.get(0).graph().start(1)), "c, not a");
  }
}
