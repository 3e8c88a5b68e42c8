// SPDX-License-Identifier: Apache-2.0
package io.anabranch.state.neighborhood;

import io.anabranch.state.page.Pages;
import org.jspecify.annotations.Nullable;

/** What the Neighborhood stage keeps of a vertex v: its in-edges, features and label. */
public final class NeighborhoodVertex {

  final Pages<EdgePage> edges;
  int liveEdges;
  float @Nullable [] features;
  long featuresTimestamp;
  @Nullable String label;
  long labelTimestamp;

  /** When the vertex is to be looked at again, as it was last asked for. */
  long timer = Long.MAX_VALUE;

  NeighborhoodVertex(Pages<EdgePage> edges) {
    this.edges = edges;
  }

  /** True when the vertex itself gives a reason for it to exist; a subscriber may give another. */
  boolean isAlive() {
    return features != null || label != null || liveEdges > 0;
  }
}
