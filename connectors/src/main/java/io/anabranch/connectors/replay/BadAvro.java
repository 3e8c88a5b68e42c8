// SPDX-License-Identifier: Apache-2.0
package io.anabranch.connectors.replay;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.anabranch.connectors.codec.AvroEventCodec;
import io.anabranch.connectors.codec.EventLimits;
import io.anabranch.state.event.EdgeEvent;
import io.anabranch.state.event.FeaturesEvent;
import io.anabranch.state.event.InputTopic;
import java.util.Arrays;
import java.util.List;

/** Records that are nearly Avro events. */
final class BadAvro {

  private static final byte[] KEY = "bad".getBytes(UTF_8);
  private static final int FINGERPRINT_AT = 2;

  private static final AvroEventCodec CODEC = new AvroEventCodec(EventLimits.ofDimension(1));
  private static final byte[] GOOD = CODEC.encode(EdgeEvent.add("a", "b", 1));

  static final List<Outgoing> KINDS =
      List.of(
          edge(Arrays.copyOf(GOOD, GOOD.length - 1)),
          edge(Arrays.copyOf(GOOD, GOOD.length + 1)),
          edge(CODEC.encode(EdgeEvent.add("a", "b", -1))),
          edge(CODEC.encode(EdgeEvent.add("a", "", 1))),
          edge(CODEC.encode(new EdgeEvent(EdgeEvent.Op.ADD, "a", "b", "", 1, Float.NaN))),
          edge(otherSchema()),
          edge("{\"src\":\"a\",\"dst\":\"b\",\"timestamp\":1}".getBytes(UTF_8)),
          edge(new byte[] {0, (byte) 0xff, 1, 2}),
          new Outgoing(InputTopic.EDGES, null, GOOD, true),
          edge(null),
          features(CODEC.encode(new FeaturesEvent("a", 1, new float[] {Float.POSITIVE_INFINITY}))),
          features(GOOD));

  private BadAvro() {}

  private static byte[] otherSchema() {
    byte[] value = GOOD.clone();
    value[FINGERPRINT_AT] ^= 1;
    return value;
  }

  private static Outgoing edge(byte[] value) {
    return new Outgoing(InputTopic.EDGES, KEY, value, true);
  }

  private static Outgoing features(byte[] value) {
    return new Outgoing(InputTopic.FEATURES, KEY, value, true);
  }
}
