// SPDX-License-Identifier: Apache-2.0
package io.anabranch.state.neighborhood;

import io.anabranch.state.event.EdgeEvent;
import io.anabranch.state.event.EdgeEvent.Op;
import io.anabranch.state.event.EventOrder;
import io.anabranch.state.event.InputTopic;
import io.anabranch.state.page.Pages;
import io.anabranch.state.sample.Sample;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What the Neighborhood stage keeps of a vertex v: its in-edges, features and label. */
public final class NeighborhoodVertex {

  /** The timestamp of a register that was never written, or whose tombstone has gone. */
  static final long NEVER = Long.MIN_VALUE;

  final Pages<EdgePage> edges;
  int liveEdges;

  /** Those of the live in-edges that count, and a reserve; nothing where all of them count. */
  final Sample sample;

  /** Null with a timestamp is a tombstone: the features were withdrawn. */
  float @Nullable [] features;

  long featuresTimestamp = NEVER;

  /** Null with a timestamp is a tombstone: the label was withdrawn. */
  @Nullable String label;

  long labelTimestamp = NEVER;

  /** When the vertex is to be looked at again by each input's horizon, as it was last asked for. */
  final long[] timers = {Long.MAX_VALUE, Long.MAX_VALUE};

  NeighborhoodVertex(Pages<EdgePage> edges, Sample sample) {
    this.edges = edges;
    this.sample = sample;
  }

  /** Takes away features and label that were written up to a time; true when there were any. */
  boolean eraseValues(long erasedAt) {
    boolean had = false;
    if (EventOrder.isErased(featuresTimestamp, erasedAt)) {
      had = features != null;
      features = null;
      featuresTimestamp = NEVER;
    }
    if (EventOrder.isErased(labelTimestamp, erasedAt)) {
      had |= label != null;
      label = null;
      labelTimestamp = NEVER;
    }
    return had;
  }

  /** True when the vertex itself gives a reason for it to exist; a subscriber may give another. */
  boolean isAlive() {
    return features != null || label != null || liveEdges > 0;
  }

  /** Its features; null when it has none. */
  public float @Nullable [] features() {
    return features;
  }

  /** Its label; null when it has none. */
  public @Nullable String label() {
    return label;
  }

  /** Visits the in-edges that are there, removed ones not, on all pages. */
  public void forEachLiveEdge(String key, Consumer<EdgeEvent> visitor) {
    for (int p = 0; p < edges.count(); p++) {
      EdgePage page = edges.page(p);
      for (int i = 0; i < page.size(); i++) {
        if (page.ops[i] == Op.ADD) {
          visitor.accept(page.edge(i, key));
        }
      }
    }
  }

  /** True when nothing is known of the vertex, not even a tombstone. */
  boolean isEmpty() {
    return edges.size() == 0 && featuresTimestamp == NEVER && labelTimestamp == NEVER;
  }

  /**
   * The earliest time at which a tombstone may go. A tombstone of an edge goes by the horizon of
   * the edge topic, one of features or a label by that of the features topic: an older write may
   * still come for as long as its own topic lets it in.
   */
  long deadline(InputTopic input) {
    return switch (input) {
      case EDGES -> edges.deadline();
      case FEATURES ->
          Math.min(
              deadlineOf(features == null, featuresTimestamp),
              deadlineOf(label == null, labelTimestamp));
    };
  }

  private static long deadlineOf(boolean withdrawn, long timestamp) {
    return withdrawn && timestamp != NEVER ? timestamp + 1 : Long.MAX_VALUE;
  }
}
