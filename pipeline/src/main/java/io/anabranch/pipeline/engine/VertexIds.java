// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.engine;

import io.anabranch.state.event.EdgeEvent;
import io.anabranch.state.event.FeaturesEvent;
import io.anabranch.state.event.GraphEvent;
import io.anabranch.state.event.LabelEvent;
import it.unimi.dsi.fastutil.objects.ObjectOpenHashSet;

/**
 * Makes equal vertex ids the same object, so that the stores compare them without looking at their
 * characters: those lie anywhere in memory, and a change that reaches fifteen vertices would wait
 * for thirty of them. Forgetting an id costs time, never a result; so the set is simply emptied
 * when it has grown large.
 */
public final class VertexIds {

  private static final int FULL = 1 << 22;

  private final ObjectOpenHashSet<String> ids = new ObjectOpenHashSet<>();

  /** The same event, with ids that were seen before. */
  public GraphEvent canonical(GraphEvent event) {
    if (event instanceof EdgeEvent edge) {
      return new EdgeEvent(
          edge.op(),
          canonical(edge.src()),
          canonical(edge.dst()),
          edge.id(),
          edge.timestamp(),
          edge.weight());
    } else if (event instanceof FeaturesEvent features) {
      canonical(features.vertex());
    } else if (event instanceof LabelEvent label) {
      canonical(label.vertex());
    }
    return event;
  }

  private String canonical(String id) {
    if (ids.size() == FULL) {
      ids.clear();
    }
    return ids.addOrGet(id);
  }
}
