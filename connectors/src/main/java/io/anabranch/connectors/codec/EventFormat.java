// SPDX-License-Identifier: Apache-2.0
package io.anabranch.connectors.codec;

/** The formats that events can come in. Both say the same events. */
public enum EventFormat {
  /** One JSON object, which a person can write. */
  JSON,
  /** Avro in single-object encoding; the schemas are {@code *-event.avsc}. */
  AVRO;

  /** A codec that may be shared between threads. */
  public EventCodec newCodec(EventLimits limits) {
    return switch (this) {
      case JSON -> new JsonEventCodec(limits);
      case AVRO -> new AvroEventCodec(limits);
    };
  }
}
