// SPDX-License-Identifier: Apache-2.0
package io.anabranch.model.network;

import io.anabranch.model.device.Segments;
import io.anabranch.model.graph.InNeighbors;
import java.util.Arrays;

/**
 * The edges that attention goes along, by target and by source: the edges of the graph and a
 * self-loop at each vertex, one edge for parallel ones.
 */
public record Links(Segments targets, Segments sources) {

  /** Of a graph; the weights of its edges play no part. */
  public static Links withSelfLoops(InNeighbors graph) {
    int n = graph.vertexCount();
    int[] targets = new int[n + graph.edgeCount()];
    int[] sources = new int[targets.length];
    int[] lastTarget = new int[n]; // of each source, plus 1: what has been linked already
    int count = 0;
    for (int v = 0; v < n; v++) {
      targets[count] = v;
      sources[count++] = v;
      lastTarget[v] = v + 1;
      for (int e = graph.start(v); e < graph.end(v); e++) {
        int u = graph.source(e);
        if (lastTarget[u] != v + 1) {
          targets[count] = v;
          sources[count++] = u;
          lastTarget[u] = v + 1;
        }
      }
    }
    return new Links(
        Segments.of(n, Arrays.copyOf(targets, count)),
        Segments.of(n, Arrays.copyOf(sources, count)));
  }
}
