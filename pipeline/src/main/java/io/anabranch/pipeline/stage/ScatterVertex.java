// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.stage;

import io.anabranch.state.subscription.Subscribers;

/** What the Scatter stage keeps of a vertex u. */
public final class ScatterVertex extends StageVertex {

  final Subscribers subscribers;

  /** The features, zeros when it has none; null when nothing but a subscriber makes it exist. */
  float[] own;

  /** What was sent last; null when u does not exist. */
  float[] sent;

  ScatterVertex(Subscribers subscribers) {
    this.subscribers = subscribers;
  }
}
