// SPDX-License-Identifier: Apache-2.0
package io.anabranch.connectors.codec;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.anabranch.state.event.ControlEvent;
import io.anabranch.state.event.EdgeEvent;
import io.anabranch.state.event.EraseEvent;
import io.anabranch.state.event.FeaturesEvent;
import io.anabranch.state.event.GraphEvent;
import io.anabranch.state.event.InputTopic;
import io.anabranch.state.event.LabelEvent;

/**
 * Events in Avro's single-object encoding. The schemas stand beside this class in the jar, one for
 * each kind of event: {@code edge-event.avsc}, {@code vertex-event.avsc}, {@code erase-event.avsc},
 * {@code heartbeat-event.avsc} and {@code probe-event.avsc}. The same rules hold as for {@link
 * JsonEventCodec}, and the same event comes out.
 */
public final class AvroEventCodec implements EventCodec {

  private static final int LONGEST_VARINT = AvroWriter.LONGEST_VARINT;

  private final EventLimits limits;

  public AvroEventCodec(EventLimits limits) {
    this.limits = limits;
  }

  @Override
  public Decoded decode(InputTopic topic, byte[] key, byte[] value) throws BadRecordException {
    limits.requireKeyAndValue(key, value);
    if (value.length > limits.maxRecordBytes()) {
      throw new BadRecordException(
          Reason.TOO_LARGE,
          "the value has %d bytes, at most %d are allowed"
              .formatted(value.length, limits.maxRecordBytes()));
    }
    AvroReader in = new AvroReader(value);
    long fingerprint = in.readHeader();
    Decoded decoded = new Decoded(new AvroEvent(in, limits).read(topic, fingerprint), 0);
    in.expectEnd();
    return decoded;
  }

  @Override
  public byte[] key(GraphEvent event) {
    return JsonEventCodec.keyText(event).getBytes(UTF_8);
  }

  @Override
  public byte[] encode(GraphEvent event) {
    if (event instanceof EdgeEvent edge) {
      return edge(edge);
    } else if (event instanceof FeaturesEvent features) {
      return features(features);
    } else if (event instanceof LabelEvent label) {
      return label(label);
    } else if (event instanceof EraseEvent erase) {
      return erase(erase);
    } else if (event instanceof ControlEvent.Probe probe) {
      return probe(probe);
    } else if (event instanceof ControlEvent.Heartbeat heartbeat) {
      return new AvroWriter(AvroEventSchemas.HEARTBEAT, LONGEST_VARINT)
          .putLong(heartbeat.timestamp())
          .toBytes();
    }
    throw new IllegalArgumentException("no schema for " + event);
  }

  private static byte[] edge(EdgeEvent edge) {
    byte[] src = edge.src().getBytes(UTF_8);
    byte[] dst = edge.dst().getBytes(UTF_8);
    byte[] id = edge.id().getBytes(UTF_8);
    int atMost = 6 * LONGEST_VARINT + src.length + dst.length + id.length + Float.BYTES;
    AvroWriter out =
        new AvroWriter(AvroEventSchemas.EDGE, atMost)
            .putLong(edge.op().ordinal())
            .putString(src)
            .putString(dst);
    if (id.length == 0) {
      out.putLong(0);
    } else {
      out.putLong(1).putString(id);
    }
    return out.putFloat(edge.weight()).putLong(edge.timestamp()).toBytes();
  }

  private static byte[] features(FeaturesEvent event) {
    byte[] vertex = event.vertex().getBytes(UTF_8);
    float[] features = event.features();
    int length = features == null ? 0 : features.length;
    AvroWriter out =
        new AvroWriter(
                AvroEventSchemas.VERTEX, 7 * LONGEST_VARINT + vertex.length + length * Float.BYTES)
            .putString(vertex);
    if (features == null) {
      withdraw(out);
    } else {
      out.putLong(AvroEventSchemas.SET).putFloats(features);
    }
    return out.putLong(AvroEventSchemas.NOT_GIVEN).putLong(event.timestamp()).toBytes();
  }

  private static byte[] label(LabelEvent event) {
    byte[] vertex = event.vertex().getBytes(UTF_8);
    byte[] label = event.label() == null ? new byte[0] : event.label().getBytes(UTF_8);
    AvroWriter out =
        new AvroWriter(AvroEventSchemas.VERTEX, 6 * LONGEST_VARINT + vertex.length + label.length)
            .putString(vertex)
            .putLong(AvroEventSchemas.NOT_GIVEN);
    if (event.label() == null) {
      withdraw(out);
    } else {
      out.putLong(AvroEventSchemas.SET).putString(label);
    }
    return out.putLong(event.timestamp()).toBytes();
  }

  /** The branch of the union, then the only symbol of the enum. */
  private static void withdraw(AvroWriter out) {
    out.putLong(AvroEventSchemas.WITHDRAWN).putLong(0);
  }

  private static byte[] erase(EraseEvent erase) {
    byte[] vertex = erase.vertex().getBytes(UTF_8);
    return new AvroWriter(AvroEventSchemas.ERASE, 2 * LONGEST_VARINT + vertex.length)
        .putString(vertex)
        .putLong(erase.timestamp())
        .toBytes();
  }

  private static byte[] probe(ControlEvent.Probe probe) {
    byte[] name = probe.probe().getBytes(UTF_8);
    return new AvroWriter(AvroEventSchemas.PROBE, 4 * LONGEST_VARINT + name.length)
        .putString(name)
        .putLong(probe.index())
        .putLong(probe.of())
        .putLong(probe.timestamp())
        .toBytes();
  }
}
