// SPDX-License-Identifier: Apache-2.0
package io.anabranch.state.event;

/** One event of the stream, decoded and valid. Timestamps are epoch milliseconds, event time. */
public sealed interface GraphEvent
    permits EdgeEvent, FeaturesEvent, LabelEvent, EraseEvent, ControlEvent {

  /** Milliseconds since the epoch, event time. */
  long timestamp();
}
