// SPDX-License-Identifier: Apache-2.0
package io.anabranch.state.event;

/** The two topics events come in by. Control events travel on both. */
public enum InputTopic {
  EDGES,
  FEATURES;

  /**
   * The topic of an event of the graph.
   *
   * @throws IllegalArgumentException for a control event: it belongs to both
   */
  public static InputTopic of(GraphEvent event) {
    if (event instanceof EdgeEvent) {
      return EDGES;
    }
    if (event instanceof FeaturesEvent
        || event instanceof LabelEvent
        || event instanceof EraseEvent) {
      return FEATURES;
    }
    throw new IllegalArgumentException("a control event has no topic of its own: " + event);
  }
}
