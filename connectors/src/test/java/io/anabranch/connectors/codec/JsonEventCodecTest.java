// SPDX-License-Identifier: Apache-2.0
package io.anabranch.connectors.codec;

import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_8;
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
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonEventCodecTest {

  private static final byte[] KEY = {'k'};

  private final JsonEventCodec codec = new JsonEventCodec(new EventLimits(2, 400, 8));

  @Test
  void usageExample() throws BadRecordException {
    EdgeEvent edge = EdgeEvent.add("a", "b", 123);

    Decoded decoded = codec.decode(InputTopic.EDGES, codec.key(edge), codec.encode(edge));

    assertEquals(new Decoded(List.of(edge), 0), decoded);
    assertEquals("a", new String(codec.key(edge), UTF_8));
    assertEquals(
        "{\"op\":\"add\",\"src\":\"a\",\"dst\":\"b\",\"timestamp\":123}",
        new String(codec.encode(edge), UTF_8));
  }

  @Test
  void readsEdges() throws BadRecordException {
    assertEdge(
        new EdgeEvent(EdgeEvent.Op.ADD, "a", "b", "p1", 123, 1.5f),
        "{'op':'add','src':'a','dst':'b','timestamp':123,'id':'p1','weight':1.5}");
    assertEdge(EdgeEvent.add("a", "b", 0), "{'src':'a','dst':'b','timestamp':0}");
    assertEdge(EdgeEvent.add("7", "-8", 1), "{'src':7,'dst':-8,'timestamp':1}");
    assertEdge(
        EdgeEvent.add("a", "b", 1),
        "{'op':null,'src':'a','dst':'b','timestamp':1,'id':null,'weight':null}");
    assertEdge(
        EdgeEvent.remove("a", "b", 124),
        " {'op':'remove','src':'a','dst':'b','timestamp':124,'weight':3}\n");
  }

  @Test
  void readsFeaturesAndLabels() throws BadRecordException {
    FeaturesEvent features = new FeaturesEvent("a", 5, new float[] {0.5f, -1f});
    LabelEvent label = new LabelEvent("a", 5, "x");
    assertVertex(List.of(features), "{'vertex':'a','timestamp':5,'features':[0.5,-1]}");
    assertVertex(List.of(label), "{'op':'set','vertex':'a','timestamp':5,'label':'x'}");
    assertVertex(
        List.of(features, label),
        "{'vertex':'a','label':'x','features':[5e-1,-1.0],'timestamp':5}");
    assertVertex(
        List.of(new FeaturesEvent("a", 5, new float[] {0f, 0f})),
        "{'vertex':'a','timestamp':5,'features':[-0,-0.0]}");
  }

  @Test
  void readsErases() throws BadRecordException {
    EraseEvent erase = new EraseEvent("a", 5);
    assertVertex(List.of(erase), "{'op':'erase','vertex':'a','timestamp':5}");
    assertEquals("a", new String(codec.key(erase), UTF_8));
    assertEquals(
        "{\"op\":\"erase\",\"vertex\":\"a\",\"timestamp\":5}",
        new String(codec.encode(erase), UTF_8));
  }

  @Test
  void nullWithdrawsFeaturesAndLabels() throws BadRecordException {
    FeaturesEvent features = new FeaturesEvent("a", 5, null);
    LabelEvent label = new LabelEvent("a", 5, null);
    assertVertex(List.of(features), "{'vertex':'a','timestamp':5,'features':null}");
    assertVertex(List.of(label), "{'vertex':'a','timestamp':5,'label':null}");
    assertVertex(
        List.of(features, label), "{'label':null,'vertex':'a','timestamp':5,'features':null}");
    assertVertex(
        List.of(features, new LabelEvent("a", 5, "x")),
        "{'vertex':'a','timestamp':5,'features':null,'label':'x'}");
    for (GraphEvent event : List.of(features, label)) {
      assertEquals(
          new Decoded(List.of(event), 0),
          codec.decode(InputTopic.FEATURES, codec.key(event), codec.encode(event)));
    }
    assertEquals(
        "{\"vertex\":\"a\",\"features\":null,\"timestamp\":5}",
        new String(codec.encode(features), UTF_8));
  }

  @Test
  void readsControlEventsOnBothTopics() throws BadRecordException {
    for (InputTopic topic : InputTopic.values()) {
      assertEquals(
          List.of(new ControlEvent.Heartbeat(9)),
          decode(topic, "{'op':'heartbeat','timestamp':9}").events());
      assertEquals(
          List.of(new ControlEvent.Probe("p", 3, 8, 9)),
          decode(topic, "{'op':'probe','probe':'p','index':3,'of':8,'timestamp':9}").events());
    }
  }

  @Test
  void countsUnknownFieldsAndSkipsWhatTheyHold() throws BadRecordException {
    Decoded decoded =
        decode(
            InputTopic.EDGES,
            "{'x':{'src':[1,{}]},'src':'a','vertex':null,'dst':'b','timestamp':1,'y':'z'}");
    assertEquals(new Decoded(List.of(EdgeEvent.add("a", "b", 1)), 3), decoded);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "MALFORMED      | {'src':'a'",
        "MALFORMED      | ",
        "MALFORMED      | []",
        "MALFORMED      | 'a'",
        "MALFORMED      | nil",
        "MALFORMED      | {'src':'a','dst':'b','timestamp':1} x",
        "MALFORMED      | {'src':'a','dst':'b','timestamp':1}{}",
        "MALFORMED      | {'src':'a','src':'a','dst':'b','timestamp':1}",
        "MALFORMED      | {'u':1,'u':1,'src':'a','dst':'b','timestamp':1}",
        "MALFORMED      | {'src':'a','dst':'b','timestamp':1,'weight':NaN}",
        "MALFORMED      | {'src':'a','dst':'b','timestamp':01}",
        "MISSING_FIELD  | {}",
        "MISSING_FIELD  | {'src':'a','dst':'b'}",
        "MISSING_FIELD  | {'src':'a','timestamp':1}",
        "MISSING_FIELD  | {'src':null,'dst':'b','timestamp':1}",
        "MISSING_FIELD  | {'op':'probe','timestamp':1,'probe':'p','of':2}",
        "WRONG_TYPE     | {'src':'a','dst':'b','timestamp':'1'}",
        "WRONG_TYPE     | {'src':1.5,'dst':'b','timestamp':1}",
        "WRONG_TYPE     | {'src':['a'],'dst':'b','timestamp':1}",
        "WRONG_TYPE     | {'src':'a','dst':'b','timestamp':1,'weight':'1'}",
        "WRONG_TYPE     | {'op':1,'src':'a','dst':'b','timestamp':1}",
        "BAD_ID         | {'src':'','dst':'b','timestamp':1}",
        "BAD_ID         | {'src':'123456789','dst':'b','timestamp':1}",
        "BAD_ID         | {'src':'ääääa','dst':'b','timestamp':1}",
        "BAD_ID         | {'src':'a\\u0000','dst':'b','timestamp':1}",
        "BAD_ID         | {'src':'a\\ud800','dst':'b','timestamp':1}",
        "BAD_ID         | {'src':'\\udc00\\ud800','dst':'b','timestamp':1}",
        "BAD_ID         | {'src':'a','dst':'b','id':'','timestamp':1}",
        "BAD_TIMESTAMP  | {'src':'a','dst':'b','timestamp':-1}",
        "BAD_TIMESTAMP  | {'src':'a','dst':'b','timestamp':1.0}",
        "BAD_TIMESTAMP  | {'src':'a','dst':'b','timestamp':9223372036854775808}",
        "BAD_NUMBER     | {'src':'a','dst':'b','timestamp':1,'weight':1e39}",
        "BAD_NUMBER     | {'src':'a','dst':'b','timestamp':1,'weight':-1e999999999}",
        "BAD_NUMBER     | {'op':'probe','timestamp':1,'probe':'p','index':2,'of':2}",
        "BAD_NUMBER     | {'op':'probe','timestamp':1,'probe':'p','index':-1,'of':2}",
        "UNKNOWN_OP     | {'op':'erase','src':'a','dst':'b','timestamp':1}",
        "UNKNOWN_OP     | {'op':'set','src':'a','dst':'b','timestamp':1}",
        "UNKNOWN_OP     | {'op':'ADD','src':'a','dst':'b','timestamp':1}",
      })
  void refusesEdges(Reason reason, String json) {
    assertRefused(reason, InputTopic.EDGES, json == null ? "" : json);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "WRONG_DIMENSION | {'vertex':'a','timestamp':1,'features':[]}",
        "WRONG_DIMENSION | {'vertex':'a','timestamp':1,'features':[1]}",
        "WRONG_DIMENSION | {'vertex':'a','timestamp':1,'features':[1,2,3]}",
        "BAD_NUMBER      | {'vertex':'a','timestamp':1,'features':[1,1e40]}",
        "WRONG_TYPE      | {'vertex':'a','timestamp':1,'features':[1,null]}",
        "WRONG_TYPE      | {'vertex':'a','timestamp':1,'features':[1,[2]]}",
        "WRONG_TYPE      | {'vertex':'a','timestamp':1,'features':{}}",
        "MISSING_FIELD   | {'vertex':'a','timestamp':1}",
        "MISSING_FIELD   | {'timestamp':1,'features':[1,2]}",
        "MISSING_FIELD   | {'vertex':null,'timestamp':1,'features':null}",
        "BAD_ID          | {'vertex':'a','timestamp':1,'label':''}",
        "MISSING_FIELD   | {'op':'erase','timestamp':1}",
        "UNKNOWN_OP      | {'op':'add','vertex':'a','timestamp':1,'label':'x'}",
        "MALFORMED       | {'vertex':'a','timestamp':1,'features':[1,2",
      })
  void refusesFeatures(Reason reason, String json) {
    assertRefused(reason, InputTopic.FEATURES, json);
  }

  @Test
  void refusesWhatIsNotThereOrTooLarge() {
    byte[] good = "{\"op\":\"heartbeat\",\"timestamp\":1}".getBytes(UTF_8);
    assertReason(Reason.NULL_KEY, null, good);
    assertReason(Reason.NULL_VALUE, KEY, null);
    assertReason(Reason.TOO_LARGE, KEY, Arrays.copyOf(good, 401));
    assertReason(Reason.TOO_LARGE, new byte[401], good);
  }

  @Test
  void refusesOtherEncodings() {
    String json = "{\"op\":\"heartbeat\",\"timestamp\":1}";
    assertReason(Reason.MALFORMED, KEY, json.getBytes(UTF_16BE));
    byte[] latin = "{\"op\":\"heartbeat\",\"timestamp\":1,\"x\":\"?\"}".getBytes(UTF_8);
    latin[latin.length - 3] = (byte) 0xe4;
    assertReason(Reason.MALFORMED, KEY, latin);
    byte[] overlong = "{\"op\":\"heartbeat\",\"timestamp\":1,\"x\":\"??\"}".getBytes(UTF_8);
    overlong[overlong.length - 4] = (byte) 0xc0;
    overlong[overlong.length - 3] = (byte) 0x80;
    assertReason(Reason.MALFORMED, KEY, overlong);
  }

  @ParameterizedTest
  @ValueSource(strings = {"[", "{\"x\":"})
  void refusesDeepNesting(String open) {
    String deep = "{\"x\":" + open.repeat(60);
    assertReason(Reason.MALFORMED, KEY, deep.getBytes(UTF_8));
  }

  @Test
  void refusesNumbersWithoutEnd() {
    String huge = "{\"src\":\"a\",\"dst\":\"b\",\"timestamp\":" + "9".repeat(300) + "}";
    assertReason(Reason.MALFORMED, KEY, huge.getBytes(UTF_8));
  }

  @Test
  void saysWhatWasExpectedAndWhatCame() {
    BadRecordException e =
        assertThrows(
            BadRecordException.class,
            () -> decode(InputTopic.FEATURES, "{'vertex':'a','timestamp':1,'features':[1,2,3]}"));
    assertEquals("'features' has 3 values, expected 2", e.detail());
    assertEquals("wrong-dimension: 'features' has 3 values, expected 2", e.getMessage());
    assertEquals(0, e.getStackTrace().length);
  }

  @Test
  void detailsAreShort() {
    String json = "{'op':'" + "x".repeat(300) + "','src':'a','dst':'b','timestamp':1}";
    BadRecordException e =
        assertThrows(BadRecordException.class, () -> decode(InputTopic.EDGES, json));
    assertTrue(e.detail().length() <= 300, e.detail());
  }

  private void assertEdge(EdgeEvent expected, String json) throws BadRecordException {
    assertEquals(List.of(expected), decode(InputTopic.EDGES, json).events());
  }

  private void assertVertex(List<GraphEvent> expected, String json) throws BadRecordException {
    assertEquals(expected, decode(InputTopic.FEATURES, json).events());
  }

  private void assertRefused(Reason reason, InputTopic topic, String json) {
    BadRecordException e = assertThrows(BadRecordException.class, () -> decode(topic, json), json);
    assertEquals(reason, e.reason(), e.getMessage());
  }

  private void assertReason(Reason reason, byte[] key, byte[] value) {
    BadRecordException e =
        assertThrows(BadRecordException.class, () -> codec.decode(InputTopic.EDGES, key, value));
    assertEquals(reason, e.reason(), e.getMessage());
  }

  private Decoded decode(InputTopic topic, String json) throws BadRecordException {
    return codec.decode(topic, KEY, json.replace('\'', '"').getBytes(UTF_8));
  }
}
