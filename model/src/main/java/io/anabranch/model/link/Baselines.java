// SPDX-License-Identifier: Apache-2.0
package io.anabranch.model.link;

import io.anabranch.model.graph.InNeighbors;
import io.anabranch.model.snapshot.GraphSnapshot;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/** Rules that know a graph and learn nothing, by their names. */
public final class Baselines {

  private Baselines() {}

  /**
   * All of them, on what was before.
   *
   * <ul>
   *   <li>degree: the product of the numbers of neighbors (Barabási & Albert 1999)
   *   <li>common neighbors: how many
   *   <li>EdgeBank: 1 where there was an edge (Poursafaei et al. 2022)
   *   <li>user recency: how late the last edge between the two was
   *   <li>target recency: how late the last edge at the target was
   * </ul>
   */
  public static Map<String, LinkScore> of(GraphSnapshot past) {
    InNeighbors graph = past.inNeighbors(Long.MAX_VALUE);
    int[][] neighbors = BothWays.of(graph);
    Known known = new Known(past.edges());
    long[] seen = lastSeen(past);
    Map<String, LinkScore> rules = new LinkedHashMap<>();
    rules.put("degree", (u, v) -> (double) neighbors[u].length * neighbors[v].length);
    rules.put("common neighbors", (u, v) -> common(neighbors[u], neighbors[v]));
    rules.put("EdgeBank", (u, v) -> known.has(u, v) ? 1 : 0);
    rules.put("user recency", (u, v) -> known.last(u, v));
    rules.put("target recency", (u, v) -> seen[v]);
    return rules;
  }

  private static long[] lastSeen(GraphSnapshot past) {
    long[] seen = new long[past.vertices().length];
    Arrays.fill(seen, Long.MIN_VALUE);
    GraphSnapshot.Edges edges = past.edges();
    for (int e = 0; e < edges.count(); e++) {
      int u = edges.sources()[e];
      int v = edges.targets()[e];
      seen[u] = Math.max(seen[u], edges.timestamps()[e]);
      seen[v] = Math.max(seen[v], edges.timestamps()[e]);
    }
    return seen;
  }

  /** How many numbers stand in both ascending lists. */
  private static int common(int[] a, int[] b) {
    int common = 0;
    for (int i = 0, j = 0; i < a.length && j < b.length; ) {
      common += a[i] == b[j] ? 1 : 0;
      int at = a[i];
      i += at <= b[j] ? 1 : 0;
      j += at >= b[j] ? 1 : 0;
    }
    return common;
  }
}
