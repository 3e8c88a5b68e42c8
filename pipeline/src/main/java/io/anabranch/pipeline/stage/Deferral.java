// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.stage;

import io.anabranch.state.exchange.Cause;

/**
 * A hub whose subscribers do not all have its newest message. While a run is on, the subscribers on
 * the first {@code told} pages have {@code sending}, all others what the vertex has as {@code
 * sent}; no page is split or merged meanwhile, so every subscriber is on one side.
 */
final class Deferral {

  /** The newest message: what all subscribers have in the end. */
  float[] newest;

  /** Why the newest message is what it is, as far as that is not on its way yet. */
  Cause cause;

  /** The message of the run that is on; null when none is. */
  float[] sending;

  /** Why it is said. */
  Cause sendingCause;

  /** Pages that the run has told. */
  int told;

  /** When the oldest change that some subscriber lacks was made, milliseconds by the wall clock. */
  long since;

  /** The same, of what is not part of the run that is on. */
  long newestSince;

  Deferral(float[] newest, Cause cause, long now) {
    this.newest = newest;
    this.cause = cause;
    this.since = now;
    this.newestSince = now;
  }

  /** The message changes again. */
  void change(float[] message, Cause why, long now) {
    newest = message;
    if (cause == null) {
      cause = why;
      newestSince = now;
    } else {
      cause = cause.and(why);
    }
  }

  void begin() {
    sending = newest;
    sendingCause = cause;
    cause = null;
    told = 0;
  }
}
