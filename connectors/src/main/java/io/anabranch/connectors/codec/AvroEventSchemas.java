// SPDX-License-Identifier: Apache-2.0
package io.anabranch.connectors.codec;

/**
 * The schemas of events. The fingerprint before a value says which of them it is, so another kind
 * of event is another schema, and changes no byte of those that are there.
 */
final class AvroEventSchemas {

  static final AvroSchema EDGE = AvroSchema.load("edge-event.avsc");
  static final AvroSchema VERTEX = AvroSchema.load("vertex-event.avsc");
  static final AvroSchema ERASE = AvroSchema.load("erase-event.avsc");
  static final AvroSchema HEARTBEAT = AvroSchema.load("heartbeat-event.avsc");
  static final AvroSchema PROBE = AvroSchema.load("probe-event.avsc");

  /** The branches of the unions of {@code vertex-event.avsc}. */
  static final int NOT_GIVEN = 0;

  static final int SET = 1;
  static final int WITHDRAWN = 2;
  static final int BRANCHES = 3;

  private AvroEventSchemas() {}
}
