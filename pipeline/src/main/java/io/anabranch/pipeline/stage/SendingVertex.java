// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.stage;

import io.anabranch.state.subscription.Subscribers;

/** What a stage keeps of a vertex that others may subscribe to. */
abstract class SendingVertex extends StageVertex {

  final Subscribers subscribers;

  /** The message that subscribers were sent last; null when nothing. */
  float[] sent;

  /** Counts what the vertex said: in the last layer its rows, in others its mails. */
  long sequence;

  SendingVertex(Subscribers subscribers) {
    this.subscribers = subscribers;
  }
}
