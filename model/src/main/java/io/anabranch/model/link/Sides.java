// SPDX-License-Identifier: Apache-2.0
package io.anabranch.model.link;

import io.anabranch.model.graph.InNeighbors;
import io.anabranch.model.sampling.Draws;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Which vertices may stand in for which in a pair that is no edge: those that have an edge; and
 * where all edges of the largest component lead from one side to the other (users and pages), those
 * of the same side. A stand-in from the wrong side would be told by its side alone.
 */
public final class Sides {

  private static final int NONE = -1;

  private final int[] sideOf; // NONE where a vertex has no edge
  private final List<int[]> members = new ArrayList<>(); // of each side, ascending
  private int largest;

  private Sides(int vertices) {
    this.sideOf = new int[vertices];
    Arrays.fill(sideOf, NONE);
  }

  /** The sides of a graph; directions and weights play no part. */
  public static Sides of(InNeighbors graph) {
    int[][] neighbors = BothWays.of(graph);
    Component most = Component.largest(neighbors);
    Sides sides = new Sides(neighbors.length);
    if (most.isTwoSided()) {
      sides.add(most.near());
      sides.add(most.far());
    }
    sides.add(
        IntStream.range(0, neighbors.length)
            .filter(v -> neighbors[v].length > 0 && sides.sideOf[v] == NONE)
            .toArray());
    return sides;
  }

  private void add(int[] side) {
    for (int v : side) {
      sideOf[v] = members.size();
    }
    members.add(side);
    largest = side.length > members.get(largest).length ? members.size() - 1 : largest;
  }

  /** Whether a vertex has an edge. */
  public boolean isSeen(int vertex) {
    return sideOf[vertex] != NONE;
  }

  /**
   * Those that may stand in for a vertex, itself among them; for one without an edge, the largest
   * side. Not to be written to.
   */
  public int[] standIns(int vertex) {
    return members.get(isSeen(vertex) ? sideOf[vertex] : largest);
  }

  /** One of them. */
  int draw(int vertex, Draws draws) {
    int[] side = standIns(vertex);
    return side[draws.below(side.length)];
  }
}
