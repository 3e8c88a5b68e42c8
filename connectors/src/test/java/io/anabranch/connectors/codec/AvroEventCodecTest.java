// SPDX-License-Identifier: Apache-2.0
package io.anabranch.connectors.codec;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.anabranch.state.event.ControlEvent;
import io.anabranch.state.event.EdgeEvent;
import io.anabranch.state.event.EraseEvent;
import io.anabranch.state.event.FeaturesEvent;
import io.anabranch.state.event.GraphEvent;
import io.anabranch.state.event.InputTopic;
import io.anabranch.state.event.LabelEvent;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The bytes, frozen: events on a topic outlive the program that wrote them. */
class AvroEventCodecTest {

  private static final byte[] KEY = {'k'};

  // Marker and fingerprint of each schema, as any Avro library computes it.
  private static final String EDGE = "c3013516a664ac0ec86a";
  private static final String VERTEX = "c3016904e939a10181ae";
  private static final String ERASE = "c3010344ebacd2a6e4f5";
  private static final String HEARTBEAT = "c301686c490bb0380adb";
  private static final String PROBE = "c3010449b74433b2540e";

  private static final String AT_123 = "f601";

  private final AvroEventCodec codec = new AvroEventCodec(new EventLimits(2, 400, 8));

  @Test
  void edgesStayAsTheyAre() throws BadRecordException {
    assertFrozen(
        new EdgeEvent(EdgeEvent.Op.ADD, "a", "bc", "p1", 123, 1.5f),
        EDGE + "00" + "0261" + "046263" + "02047031" + "0000c03f" + AT_123);
    assertFrozen(
        EdgeEvent.remove("a", "bc", 123),
        EDGE + "02" + "0261" + "046263" + "00" + "00000000" + AT_123);
  }

  @Test
  void vertexEventsStayAsTheyAre() throws BadRecordException {
    assertFrozen(
        new FeaturesEvent("a", 123, new float[] {0.5f, -1f}),
        VERTEX + "0261" + "02" + "04" + "0000003f" + "000080bf" + "00" + "00" + AT_123);
    assertFrozen(new FeaturesEvent("a", 123, null), VERTEX + "0261" + "0400" + "00" + AT_123);
    assertFrozen(new LabelEvent("a", 123, "x"), VERTEX + "0261" + "00" + "020278" + AT_123);
    assertFrozen(new LabelEvent("a", 123, null), VERTEX + "0261" + "00" + "0400" + AT_123);
  }

  @Test
  void erasesStayAsTheyAre() throws BadRecordException {
    assertFrozen(new EraseEvent("a", 123), ERASE + "0261" + AT_123);
    assertRefused(Reason.UNKNOWN_OP, InputTopic.EDGES, ERASE + "0261" + AT_123);
  }

  @Test
  void controlEventsStayAsTheyAre() throws BadRecordException {
    assertFrozen(new ControlEvent.Heartbeat(123), HEARTBEAT + AT_123);
    assertFrozen(new ControlEvent.Probe("p", 3, 8, 123), PROBE + "0270" + "06" + "10" + AT_123);
  }

  @Test
  void aRecordMaySetFeaturesAndLabelAtOnce() throws BadRecordException {
    assertEquals(
        List.of(new FeaturesEvent("a", 123, null), new LabelEvent("a", 123, "x")),
        decode(InputTopic.FEATURES, VERTEX + "0261" + "0400" + "020278" + AT_123));
  }

  /** Writers may split an array into blocks, and may give the bytes of each. */
  @Test
  void readsArraysInBlocks() throws BadRecordException {
    assertEquals(
        List.of(new FeaturesEvent("a", 123, new float[] {0.5f, -1f})),
        decode(
            InputTopic.FEATURES,
            VERTEX
                + "0261"
                + "02"
                + "02"
                + "0000003f"
                + "0108"
                + "000080bf"
                + "00"
                + "00"
                + AT_123));
  }

  @Test
  void controlEventsComeOnBothTopics() throws BadRecordException {
    for (InputTopic topic : InputTopic.values()) {
      assertEquals(List.of(new ControlEvent.Heartbeat(123)), decode(topic, HEARTBEAT + AT_123));
    }
  }

  @Test
  void minusZeroIsZero() throws BadRecordException {
    FeaturesEvent features = new FeaturesEvent("a", 123, new float[] {0f, 0f});
    assertEquals(
        List.of(features),
        decode(
            InputTopic.FEATURES,
            VERTEX + "0261" + "02" + "04" + "00000080" + "00000080" + "00" + "00" + AT_123));
  }

  @Test
  void refusesWhatIsNotThere() {
    assertRefused(Reason.NULL_KEY, InputTopic.EDGES, null, new byte[0]);
    assertRefused(Reason.NULL_VALUE, InputTopic.EDGES, KEY, null);
    assertRefused(Reason.MALFORMED, InputTopic.EDGES, KEY, new byte[0]);
    refusesEdge(Reason.MALFORMED, "");
    refusesVertex(Reason.MISSING_FIELD, "0261" + "00" + "00" + AT_123);
  }

  @Test
  void refusesWhatIsTooLarge() {
    assertRefused(Reason.TOO_LARGE, InputTopic.EDGES, new byte[401], new byte[0]);
    assertRefused(Reason.TOO_LARGE, InputTopic.EDGES, KEY, new byte[401]);
  }

  @Test
  void refusesJsonAndOtherSchemas() {
    byte[] json = "{\"src\":\"a\",\"dst\":\"b\",\"timestamp\":1}".getBytes(UTF_8);
    assertRefused(Reason.MALFORMED, InputTopic.EDGES, KEY, json);
    BadRecordException e =
        assertRefused(Reason.UNKNOWN_SCHEMA, InputTopic.EDGES, "c3010102030405060708" + "00");
    assertTrue(e.detail().contains("0807060504030201"), e.detail());
    assertRefused(
        Reason.UNKNOWN_SCHEMA,
        InputTopic.EDGES,
        KEY,
        new AvroEmbeddingCodec().encode(new Embedding("a", 1, 1, 1, 1, new float[2])));
  }

  @Test
  void refusesWhatIsCutOrFollows() {
    byte[] good = codec.encode(EdgeEvent.add("a", "b", 123));
    for (int length = 0; length < good.length; length++) {
      assertRefused(Reason.MALFORMED, InputTopic.EDGES, KEY, Arrays.copyOf(good, length));
    }
    assertRefused(Reason.MALFORMED, InputTopic.EDGES, KEY, Arrays.copyOf(good, good.length + 1));
  }

  @Test
  void refusesEventsOfTheOtherTopicAndUnknownOperations() {
    assertRefused(
        Reason.UNKNOWN_OP,
        InputTopic.FEATURES,
        EDGE + "00" + "0261" + "0262" + "00" + "0000803f" + AT_123);
    assertRefused(Reason.UNKNOWN_OP, InputTopic.EDGES, VERTEX + "0261" + "0400" + "00" + AT_123);
    refusesEdge(Reason.UNKNOWN_OP, "04" + "0261" + "0262" + "00" + "0000803f" + AT_123);
    refusesEdge(Reason.UNKNOWN_OP, "01" + "0261" + "0262" + "00" + "0000803f" + AT_123);
  }

  @Test
  void refusesBadIds() {
    refusesEdge(Reason.BAD_ID, "00" + "00" + "0262" + "00" + "0000803f" + AT_123);
    refusesEdge(Reason.BAD_ID, "00" + "0261" + "0200" + "00" + "0000803f" + AT_123); // U+0000
    refusesEdge(Reason.BAD_ID, "00" + "0261" + "0262" + "0200" + "0000803f" + AT_123);
    refusesEdge(Reason.BAD_ID, "00" + "0261" + "12616161616161616161" + "00" + "0000803f" + AT_123);
    refusesEdge(Reason.MALFORMED, "00" + "0261" + "02ff" + "00" + "0000803f" + AT_123);
    refusesEdge(Reason.MALFORMED, "00" + "0261" + "0162" + "00" + "0000803f" + AT_123);
    refusesVertex(Reason.BAD_ID, "0261" + "00" + "0200" + AT_123);
  }

  @Test
  void refusesBadNumbers() {
    refusesEdge(Reason.BAD_NUMBER, "00" + "0261" + "0262" + "00" + "0000c07f" + AT_123);
    refusesEdge(Reason.BAD_NUMBER, "00" + "0261" + "0262" + "00" + "000080ff" + AT_123);
    refusesVertex(
        Reason.BAD_NUMBER, "0261" + "02" + "04" + "0000003f" + "0000c07f" + "00" + "00" + AT_123);
    assertRefused(Reason.BAD_NUMBER, InputTopic.EDGES, PROBE + "0270" + "10" + "10" + AT_123);
    assertRefused(Reason.BAD_NUMBER, InputTopic.EDGES, PROBE + "0270" + "01" + "10" + AT_123);
  }

  @Test
  void refusesBadTimestamps() {
    assertRefused(Reason.BAD_TIMESTAMP, InputTopic.EDGES, HEARTBEAT + "01");
    assertRefused(
        Reason.MALFORMED, InputTopic.EDGES, HEARTBEAT + "ffffffffffffffffffff01"); // eleven bytes
  }

  @Test
  void refusesOtherDimensions() {
    refusesVertex(Reason.WRONG_DIMENSION, "0261" + "02" + "00" + "00" + AT_123);
    refusesVertex(Reason.WRONG_DIMENSION, "0261" + "02" + "02" + "0000003f" + "00" + "00" + AT_123);
    refusesVertex(
        Reason.WRONG_DIMENSION, "0261" + "02" + "06" + "0000003f".repeat(3) + "00" + "00" + AT_123);
  }

  @Test
  void refusesTypesThatAUnionDoesNotHave() {
    refusesEdge(Reason.MALFORMED, "00" + "0261" + "0262" + "04" + "0000803f" + AT_123);
    refusesVertex(Reason.MALFORMED, "0261" + "06" + "00" + AT_123);
    refusesVertex(Reason.MALFORMED, "0261" + "0402" + "00" + AT_123); // no such symbol
  }

  @Test
  void doesNotBelieveALengthWithoutTheBytes() {
    refusesEdge(Reason.MALFORMED, "00" + "feffffffffffffffff01");
    refusesVertex(Reason.MALFORMED, "0261" + "02" + "feffffffffffffffff01");
    refusesVertex(Reason.MALFORMED, "0261" + "02" + "ffffffffffffffffff01" + "00");
  }

  private void assertFrozen(GraphEvent event, String hex) throws BadRecordException {
    assertEquals(hex, HexFormat.of().formatHex(codec.encode(event)));
    InputTopic topic = event instanceof ControlEvent ? InputTopic.EDGES : InputTopic.of(event);
    assertEquals(List.of(event), decode(topic, hex));
    assertArrayEquals(new JsonEventCodec(EventLimits.ofDimension(2)).key(event), codec.key(event));
  }

  private List<GraphEvent> decode(InputTopic topic, String hex) throws BadRecordException {
    Decoded decoded = codec.decode(topic, KEY, HexFormat.of().parseHex(hex));
    assertEquals(0, decoded.unknownFields());
    return decoded.events();
  }

  private void refusesEdge(Reason reason, String body) {
    assertRefused(reason, InputTopic.EDGES, EDGE + body);
  }

  private void refusesVertex(Reason reason, String body) {
    assertRefused(reason, InputTopic.FEATURES, VERTEX + body);
  }

  private BadRecordException assertRefused(Reason reason, InputTopic topic, String hex) {
    return assertRefused(reason, topic, KEY, HexFormat.of().parseHex(hex));
  }

  private BadRecordException assertRefused(
      Reason reason, InputTopic topic, byte[] key, byte[] value) {
    BadRecordException e =
        assertThrows(BadRecordException.class, () -> codec.decode(topic, key, value));
    assertEquals(reason, e.reason(), e.getMessage());
    return e;
  }
}
