// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.stage;

import io.anabranch.state.subscription.Subscribers;

/** What a stage keeps of a vertex that others may subscribe to. */
abstract class SendingVertex extends StageVertex {

  final Subscribers subscribers;

  /** The message that subscribers were sent last; null when nothing. */
  float[] sent;

  /** What the in-edges that the next layer takes weigh together, where it divides by that. */
  long nextDegree;

  /** Of a hub that has not told all subscribers its newest message; null when all are told. */
  Deferral deferral;

  /** Counts what the vertex said: in the last layer its rows, in others its mails. */
  long sequence;

  SendingVertex(Subscribers subscribers) {
    this.subscribers = subscribers;
  }

  /** Takes over what was kept: subscribers stay on their pages while a run is on. */
  final void defer(Deferral kept) {
    deferral = kept;
    if (kept != null && kept.sending != null) {
      subscribers.hold();
    }
  }
}
