// SPDX-License-Identifier: Apache-2.0
package io.anabranch.connectors.replay;

import io.anabranch.connectors.codec.EventCodec;
import io.anabranch.state.event.GraphEvent;
import io.anabranch.state.event.InputTopic;
import java.util.Iterator;

/**
 * A record to be sent.
 *
 * @param bad whether it is malformed on purpose
 */
public record Outgoing(InputTopic topic, byte[] key, byte[] value, boolean bad) {

  /** The record of an event of the graph. */
  public static Outgoing of(EventCodec codec, GraphEvent event) {
    return new Outgoing(InputTopic.of(event), codec.key(event), codec.encode(event), false);
  }

  /** The records of events, encoded as they are read. */
  public static Iterator<Outgoing> all(EventCodec codec, Iterator<GraphEvent> events) {
    return new Iterator<>() {
      @Override
      public boolean hasNext() {
        return events.hasNext();
      }

      @Override
      public Outgoing next() {
        return of(codec, events.next());
      }
    };
  }
}
