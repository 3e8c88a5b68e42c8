// SPDX-License-Identifier: Apache-2.0
package io.anabranch.state.neighborhood;

import io.anabranch.state.page.Pages;
import org.jspecify.annotations.Nullable;

/** What the Neighborhood stage keeps of a vertex v: its in-edges, features and label. */
public final class NeighborhoodVertex {

  /** The timestamp of a register that was never written, or whose tombstone has gone. */
  static final long NEVER = Long.MIN_VALUE;

  final Pages<EdgePage> edges;
  int liveEdges;

  /** Null with a timestamp is a tombstone: the features were withdrawn. */
  float @Nullable [] features;

  long featuresTimestamp = NEVER;

  /** Null with a timestamp is a tombstone: the label was withdrawn. */
  @Nullable String label;

  long labelTimestamp = NEVER;

  /** When the vertex is to be looked at again, as it was last asked for. */
  long timer = Long.MAX_VALUE;

  NeighborhoodVertex(Pages<EdgePage> edges) {
    this.edges = edges;
  }

  /** True when the vertex itself gives a reason for it to exist; a subscriber may give another. */
  boolean isAlive() {
    return features != null || label != null || liveEdges > 0;
  }

  /** True when nothing is known of the vertex, not even a tombstone. */
  boolean isEmpty() {
    return edges.size() == 0 && featuresTimestamp == NEVER && labelTimestamp == NEVER;
  }

  /** The earliest time at which a tombstone may go. */
  long deadline() {
    long earliest = edges.deadline();
    if (features == null && featuresTimestamp != NEVER) {
      earliest = Math.min(earliest, featuresTimestamp + 1);
    }
    if (label == null && labelTimestamp != NEVER) {
      earliest = Math.min(earliest, labelTimestamp + 1);
    }
    return earliest;
  }
}
