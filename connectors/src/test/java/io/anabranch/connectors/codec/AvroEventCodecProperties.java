// SPDX-License-Identifier: Apache-2.0
package io.anabranch.connectors.codec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.anabranch.state.event.ControlEvent;
import io.anabranch.state.event.EraseEvent;
import io.anabranch.state.event.GraphEvent;
import io.anabranch.state.event.InputTopic;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.message.BinaryMessageDecoder;
import org.apache.avro.message.BinaryMessageEncoder;

class AvroEventCodecProperties {

  private static final byte[] KEY = {};
  private static final EventLimits LIMITS = EventLimits.ofDimension(Samples.DIMENSION);

  private final AvroEventCodec codec = new AvroEventCodec(LIMITS);
  private final JsonEventCodec json = new JsonEventCodec(LIMITS);

  @Property
  void whatWasEncodedIsDecoded(@ForAll("events") GraphEvent event) throws BadRecordException {
    assertEquals(new Decoded(List.of(event), 0), decode(event));
  }

  @Property
  void jsonAndAvroSayTheSame(@ForAll("events") GraphEvent event) throws BadRecordException {
    assertEquals(json.decode(topicOf(event), json.key(event), json.encode(event)), decode(event));
    assertEquals(ByteBuffer.wrap(json.key(event)), ByteBuffer.wrap(codec.key(event)));
  }

  /** Avro's own library reads what we write, and what it writes again we read. */
  @Property(tries = 200)
  void avrosOwnLibraryAgrees(@ForAll("events") GraphEvent event)
      throws BadRecordException, IOException {
    AvroSchema schema = schemaOf(event);
    BinaryMessageDecoder<GenericRecord> decoder =
        new BinaryMessageDecoder<>(GenericData.get(), schema.schema());
    GenericRecord record = decoder.decode(codec.encode(event));
    ByteBuffer again =
        new BinaryMessageEncoder<GenericRecord>(GenericData.get(), schema.schema()).encode(record);
    byte[] bytes = new byte[again.remaining()];
    again.get(bytes);
    assertEquals(new Decoded(List.of(event), 0), codec.decode(topicOf(event), KEY, bytes));
  }

  @Property
  void noBytesEscapeTheRefusal(@ForAll byte[] bytes, @ForAll InputTopic topic) {
    decodeOrRefuse(topic, bytes);
  }

  @Property
  void noBodyEscapesTheRefusal(
      @ForAll("events") GraphEvent event, @ForAll byte[] body, @ForAll InputTopic topic) {
    byte[] value = Arrays.copyOf(codec.encode(event), 10 + body.length);
    System.arraycopy(body, 0, value, 10, body.length);
    decodeOrRefuse(topic, value);
  }

  @Property
  void noChangedByteEscapesTheRefusal(
      @ForAll("events") GraphEvent event, @ForAll @IntRange(min = 0) int where, @ForAll byte with) {
    byte[] value = codec.encode(event);
    value[where % value.length] = with;
    decodeOrRefuse(topicOf(event), value);
  }

  @Property
  void whatIsCutIsRefused(
      @ForAll("events") GraphEvent event, @ForAll @IntRange(min = 0) int where) {
    byte[] value = codec.encode(event);
    byte[] cut = Arrays.copyOf(value, where % value.length);
    BadRecordException e =
        assertThrows(BadRecordException.class, () -> codec.decode(topicOf(event), KEY, cut));
    assertEquals(Reason.MALFORMED, e.reason());
  }

  private Decoded decode(GraphEvent event) throws BadRecordException {
    return codec.decode(topicOf(event), codec.key(event), codec.encode(event));
  }

  private void decodeOrRefuse(InputTopic topic, byte[] value) {
    try {
      assertFalse(codec.decode(topic, KEY, value).events().isEmpty());
    } catch (BadRecordException e) {
      assertFalse(e.detail().isEmpty());
    }
  }

  private static AvroSchema schemaOf(GraphEvent event) {
    if (event instanceof ControlEvent) {
      return event instanceof ControlEvent.Probe
          ? AvroEventSchemas.PROBE
          : AvroEventSchemas.HEARTBEAT;
    }
    if (event instanceof EraseEvent) {
      return AvroEventSchemas.ERASE;
    }
    return InputTopic.of(event) == InputTopic.EDGES
        ? AvroEventSchemas.EDGE
        : AvroEventSchemas.VERTEX;
  }

  private static InputTopic topicOf(GraphEvent event) {
    return event instanceof ControlEvent ? InputTopic.EDGES : InputTopic.of(event);
  }

  @Provide
  Arbitrary<GraphEvent> events() {
    return Samples.events();
  }
}
