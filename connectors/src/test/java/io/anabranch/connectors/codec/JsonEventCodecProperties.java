// SPDX-License-Identifier: Apache-2.0
package io.anabranch.connectors.codec;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.anabranch.state.event.ControlEvent;
import io.anabranch.state.event.GraphEvent;
import io.anabranch.state.event.InputTopic;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

class JsonEventCodecProperties {

  private static final byte[] KEY = {};

  private final JsonEventCodec codec =
      new JsonEventCodec(EventLimits.ofDimension(Samples.DIMENSION));

  @Property
  void whatWasEncodedIsDecoded(@ForAll("events") GraphEvent event) throws BadRecordException {
    assertEquals(
        new Decoded(List.of(event), 0),
        codec.decode(topicOf(event), codec.key(event), codec.encode(event)));
  }

  @Property
  void noBytesEscapeTheRefusal(@ForAll byte[] bytes, @ForAll InputTopic topic) {
    decodeOrRefuse(topic, bytes);
  }

  @Property
  void noTextOfJsonsLettersEscapesTheRefusal(
      @ForAll("jsonish") String text, @ForAll InputTopic topic) {
    decodeOrRefuse(topic, text.getBytes(UTF_8));
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

  /** The net under the parser catches whatever else it may throw: it should never be needed. */
  private void decodeOrRefuse(InputTopic topic, byte[] value) {
    try {
      assertFalse(codec.decode(topic, KEY, value).events().isEmpty());
    } catch (BadRecordException e) {
      assertFalse(e.detail().isEmpty());
      assertFalse(e.detail().startsWith(JsonObjectReader.PARSER_FAILED), e.detail());
    }
  }

  private static InputTopic topicOf(GraphEvent event) {
    return event instanceof ControlEvent ? InputTopic.EDGES : InputTopic.of(event);
  }

  @Provide
  Arbitrary<GraphEvent> events() {
    return Samples.events();
  }

  @Provide
  Arbitrary<String> jsonish() {
    return Arbitraries.of(
            "{",
            "}",
            "[",
            "]",
            ":",
            ",",
            "\"",
            "\\",
            "\\u",
            "-",
            "1",
            "9e9",
            ".",
            "null",
            "true",
            "\"src\"",
            "\"dst\"",
            "\"op\"",
            "\"timestamp\"",
            "\"vertex\"",
            "\"features\"",
            " ",
            "\n",
            "/*",
            "\ufeff",
            "\"a\"",
            "NaN")
        .list()
        .ofMaxSize(30)
        .map(parts -> String.join("", parts));
  }
}
