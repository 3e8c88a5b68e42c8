// SPDX-License-Identifier: Apache-2.0
package io.anabranch.connectors.codec;

import io.anabranch.state.event.GraphEvent;
import io.anabranch.state.event.InputTopic;

/** Events as records of the input topics. An instance may be shared between threads. */
public interface EventCodec {

  /**
   * The events of a record.
   *
   * @param key may be null, and is then refused
   * @param value may be null, and is then refused
   * @throws BadRecordException whatever is wrong with the record; no other exception is thrown,
   *     whatever the bytes are
   */
  Decoded decode(InputTopic topic, byte[] key, byte[] value) throws BadRecordException;

  /** The key an event is written under: the source of an edge, or the vertex. */
  byte[] key(GraphEvent event);

  /** The value of the record of one event. */
  byte[] encode(GraphEvent event);
}
