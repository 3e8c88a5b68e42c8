// SPDX-License-Identifier: Apache-2.0
package io.anabranch.state.neighborhood;

import io.anabranch.state.event.InputTopic;

/** Wakes a vertex when the horizon of an input topic has come to a time. */
public interface Deadlines {

  /** Asks to be woken. */
  void set(InputTopic input, String vertex, long time);

  /** How far the horizon of an input has come: what is due up to there has been woken. */
  long horizon(InputTopic input);

  /** Takes back what was asked for. */
  void cancel(InputTopic input, String vertex, long time);
}
