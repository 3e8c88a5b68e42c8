// SPDX-License-Identifier: Apache-2.0
package io.anabranch.model.link;

import io.anabranch.model.sampling.Draws;
import io.anabranch.model.snapshot.GraphSnapshot;
import io.anabranch.model.snapshot.SnapshotBuilder;

/** Small graphs with times. */
final class Snapshots {

  /** An edge. */
  record Edge(String source, String target, long time) {}

  private Snapshots() {}

  static Edge edge(String source, String target, long time) {
    return new Edge(source, target, time);
  }

  /** Edges with ids, so that none takes another's place; vertices have {@code width} features. */
  static GraphSnapshot of(int width, Edge... edges) {
    SnapshotBuilder builder = new SnapshotBuilder(width);
    for (int e = 0; e < edges.length; e++) {
      describe(builder, edges[e].source(), width);
      describe(builder, edges[e].target(), width);
      builder.edge(edges[e].source(), edges[e].target(), "" + e, edges[e].time(), 1);
    }
    return builder.build(new GraphSnapshot.Origin("a test", 0, false));
  }

  private static void describe(SnapshotBuilder builder, String vertex, int width) {
    float[] features = new float[width];
    Draws draws = Draws.of(vertex.hashCode(), "features", 0);
    for (int i = 0; i < width; i++) {
      features[i] = (float) (2 * draws.unit() - 1);
    }
    builder.vertex(vertex, features, null);
  }

  /** Friends within circles, one stranger in ten, in both directions; one edge a millisecond. */
  static GraphSnapshot circles(int circles, int size, int count, int width) {
    Draws draws = Draws.of(1, "circles", 0);
    Edge[] edges = new Edge[2 * count];
    for (int e = 0; e < count; e++) {
      int u = draws.below(circles * size);
      boolean stranger = draws.below(10) == 0;
      int v = stranger ? draws.below(circles * size) : u / size * size + draws.below(size);
      edges[2 * e] = edge("v" + u, "v" + v, e);
      edges[2 * e + 1] = edge("v" + v, "v" + u, e);
    }
    return of(width, edges);
  }
}
