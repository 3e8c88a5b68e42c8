// SPDX-License-Identifier: Apache-2.0
package io.anabranch.model.graph;

import java.util.Arrays;

/** Graphs with a part left out. */
public final class Induced {

  private Induced() {}

  /**
   * The graph without the edges that begin or end at one of {@code hidden}. Numbers stay, and the
   * hidden vertices are there without edges: what learns from the graph knows nothing of them.
   */
  public static InNeighbors without(InNeighbors graph, int... hidden) {
    boolean[] isHidden = new boolean[graph.vertexCount()];
    for (int v : hidden) {
      isHidden[v] = true;
    }
    int count = 0;
    int[] src = new int[graph.edgeCount()];
    int[] dst = new int[src.length];
    float[] weights = new float[src.length];
    for (int v = 0; v < graph.vertexCount(); v++) {
      for (int e = graph.start(v); e < graph.end(v); e++) {
        if (!isHidden[v] && !isHidden[graph.source(e)]) {
          src[count] = graph.source(e);
          dst[count] = v;
          weights[count++] = graph.weight(e);
        }
      }
    }
    int[] from = Arrays.copyOf(src, count);
    int[] to = Arrays.copyOf(dst, count);
    return graph.isWeighted()
        ? InNeighbors.of(graph.vertexCount(), from, to, Arrays.copyOf(weights, count))
        : InNeighbors.of(graph.vertexCount(), from, to);
  }
}
