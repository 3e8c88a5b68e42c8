// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.stage;

import io.anabranch.state.subscription.Subscribers;

/** What the Scatter stage keeps of a vertex u. */
public final class ScatterVertex extends StageVertex {

  final Subscribers subscribers;

  /** The number of edges that no more than later layers take: they make u exist. */
  long laterSubscribers;

  /** The features, zeros when it has none; null when nothing but a subscriber makes it exist. */
  float[] own;

  /** What was sent last; null when u does not exist. */
  float[] sent;

  ScatterVertex(Subscribers subscribers) {
    this.subscribers = subscribers;
  }

  /** True when any layer takes an edge from u. */
  boolean hasSubscribers() {
    return laterSubscribers != 0 || !subscribers.isEmpty();
  }
}
