// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.stage;

import io.anabranch.state.subscription.Subscribers;

/** What the Scatter stage keeps of a vertex u. */
public final class ScatterVertex extends SendingVertex {

  /** The number of edges that no more than later layers take: they make u exist. */
  long laterSubscribers;

  /** Whether the degree has changed since the last flush. Not kept. */
  boolean rescaled;

  /** The features, zeros when it has none; null when nothing but a subscriber makes it exist. */
  float[] own;

  /** The features that the vertex was last told of itself; null when u does not exist. */
  float[] told;

  ScatterVertex(Subscribers subscribers) {
    super(subscribers);
  }

  /** True when any layer takes an edge from u. */
  boolean hasSubscribers() {
    return laterSubscribers != 0 || !subscribers.isEmpty();
  }
}
