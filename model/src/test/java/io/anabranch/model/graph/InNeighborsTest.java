// SPDX-License-Identifier: Apache-2.0
package io.anabranch.model.graph;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

class InNeighborsTest {

  @Test
  void sortsByTargetAndKeepsParallelEdgesAndLoops() {
    int[] src = {2, 0, 2, 1, 2};
    int[] dst = {1, 3, 1, 1, 2};
    InNeighbors graph = InNeighbors.of(4, src, dst, new float[] {1, 2, 3, 4, 5});
    assertEquals(4, graph.vertexCount());
    assertEquals(5, graph.edgeCount());
    assertEquals("", inEdges(graph, 0));
    assertEquals("2x1.0 2x3.0 1x4.0 ", inEdges(graph, 1));
    assertEquals("2x5.0 ", inEdges(graph, 2));
    assertEquals("0x2.0 ", inEdges(graph, 3));
    assertEquals(3, graph.inDegree(1));
  }

  @Test
  void edgesWithoutWeightsWeighOne() {
    assertEquals("1x1.0 ", inEdges(InNeighbors.of(2, new int[] {1}, new int[] {0}), 0));
  }

  @Test
  void emptyGraph() {
    assertEquals(0, InNeighbors.of(0, new int[0], new int[0]).vertexCount());
    assertEquals(0, InNeighbors.of(3, new int[0], new int[0]).inDegree(2));
  }

  @Test
  void refusesWhatIsNoEdge() {
    int[] zero = {0};
    assertRefused("src of edge 0 is a vertex from 0 to 1; got 2", new int[] {2}, zero, 1);
    assertRefused("dst of edge 0 is a vertex from 0 to 1; got -1", zero, new int[] {-1}, 1);
    assertRefused("dst has one element for each of the 1 edges; got 2", zero, new int[2], 1);
    assertRefused("weight of edge 0 is finite; got NaN", zero, zero, Float.NaN);
  }

  private static void assertRefused(String message, int[] src, int[] dst, float weight) {
    Exception e =
        assertThrows(
            IllegalArgumentException.class,
            () -> InNeighbors.of(2, src, dst, new float[] {weight}));
    assertEquals(message, e.getMessage());
  }

  private static String inEdges(InNeighbors graph, int v) {
    StringBuilder edges = new StringBuilder();
    for (int e = graph.start(v); e < graph.end(v); e++) {
      edges.append(graph.source(e)).append('x').append(graph.weight(e)).append(' ');
    }
    return edges.toString();
  }
}
