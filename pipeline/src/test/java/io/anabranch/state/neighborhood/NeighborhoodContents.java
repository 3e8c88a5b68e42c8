// SPDX-License-Identifier: Apache-2.0
package io.anabranch.state.neighborhood;

import java.util.Arrays;
import java.util.TreeSet;

/**
 * What the Neighborhood keeps of a vertex, as text that does not depend on the order of pages.
 * Timers are left out: one may stand for a tombstone that is no more, which depends on the order of
 * events.
 */
public final class NeighborhoodContents {

  private NeighborhoodContents() {}

  public static String of(NeighborhoodVertex vertex) {
    TreeSet<String> edges = new TreeSet<>();
    for (int p = 0; p < vertex.edges.count(); p++) {
      EdgePage page = vertex.edges.page(p);
      for (int i = 0; i < page.size(); i++) {
        edges.add(page.edge(i, "").toString());
      }
    }
    return "live %d features %s at %d label %s at %d edges %s"
        .formatted(
            vertex.liveEdges,
            Arrays.toString(vertex.features),
            vertex.featuresTimestamp,
            vertex.label,
            vertex.labelTimestamp,
            edges);
  }
}
