// SPDX-License-Identifier: Apache-2.0
package io.anabranch.model.link;

import io.anabranch.model.graph.InNeighbors;
import java.util.Arrays;

/** The neighbors of every vertex, whichever way an edge leads, each once and in order. */
final class BothWays {

  private BothWays() {}

  static int[][] of(InNeighbors graph) {
    int n = graph.vertexCount();
    int[] degree = new int[n];
    forEach(
        graph,
        (u, v) -> {
          degree[u]++;
          degree[v]++;
        });
    int[][] neighbors = new int[n][];
    Arrays.setAll(neighbors, v -> new int[degree[v]]);
    Arrays.fill(degree, 0);
    forEach(
        graph,
        (u, v) -> {
          neighbors[u][degree[u]++] = v;
          neighbors[v][degree[v]++] = u;
        });
    Arrays.setAll(neighbors, v -> Arrays.stream(neighbors[v]).sorted().distinct().toArray());
    return neighbors;
  }

  private interface Edge {
    void see(int u, int v);
  }

  private static void forEach(InNeighbors graph, Edge visitor) {
    for (int v = 0; v < graph.vertexCount(); v++) {
      for (int e = graph.start(v); e < graph.end(v); e++) {
        visitor.see(graph.source(e), v);
      }
    }
  }
}
