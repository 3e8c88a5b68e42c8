// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.alert;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.anabranch.pipeline.alert.LinearPart.EdgeShare;
import io.anabranch.pipeline.link.RowName;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.junit.jupiter.api.Test;

class AlertCodecTest {

  private static final EdgeRef PAYMENT = new EdgeRef("al\"ice", "bob", "p17", 1_767_225_600_000L);

  static final LinearPart LINEAR =
      new LinearPart(
          "bob",
          Fraction.parse("-9/4"),
          Fraction.parse("1/4"),
          Fraction.parse("-1/2"),
          List.of(
              new EdgeShare(
                  new EdgeRef("carol", "bob", "", 5),
                  Fraction.parse("-8/4"),
                  Fraction.parse("-1/4"))),
          Fraction.ZERO);

  static final Alert ALERT =
      new Alert(
          "odd-payment/1767225600000/bob",
          "odd-payment",
          Metric.SURPRISE,
          "bob",
          2.35f,
          1.5f,
          1_767_225_600_000L,
          3,
          List.of(new RowName("al\"ice", 3, 17, 0xcafe), new RowName("bob", 3, 2, -1)),
          List.of(PAYMENT),
          List.of("says why"),
          LINEAR,
          null);

  /** What stands in topics: when this fails, readers of yours and ours no longer understand it. */
  private static final String FROZEN =
      "{\"format\":1,\"key\":\"odd-payment/1767225600000/bob\",\"rule\":\"odd-payment\","
          + "\"metric\":\"surprise\",\"subject\":\"bob\",\"score\":2.35,\"threshold\":1.5,"
          + "\"eventTime\":1767225600000,\"modelVersion\":3,"
          + "\"rows\":[{\"vertex\":\"al\\\"ice\",\"modelVersion\":3,\"sequence\":17,\"checksum\":\"0000cafe\"},"
          + "{\"vertex\":\"bob\",\"modelVersion\":3,\"sequence\":2,\"checksum\":\"ffffffff\"}],"
          + "\"events\":[{\"src\":\"al\\\"ice\",\"dst\":\"bob\",\"id\":\"p17\",\"timestamp\":1767225600000}],\"reasons\":[\"says"
          + " why\"],\"linear\":{\"vertex\":\"bob\",\"total\":-2.25,\"totalExact\":\"-9/4\","
          + "\"self\":0.25,\"selfExact\":\"1/4\",\"bias\":-0.5,\"biasExact\":\"-1/2\","
          + "\"edges\":[{\"src\":\"carol\",\"dst\":\"bob\",\"timestamp\":5,"
          + "\"share\":-2.0,\"shareExact\":\"-8/4\",\"without\":-0.25,\"withoutExact\":\"-1/4\"}],"
          + "\"rest\":0.0,\"restExact\":\"0/1\"}}";

  private final AlertCodec codec = new AlertCodec();

  @Test
  void theFormatIsFrozen() throws AlertException {
    assertEquals(FROZEN, new String(codec.encode(ALERT), UTF_8));
    assertEquals(ALERT, codec.decode(FROZEN.getBytes(UTF_8)));
  }

  /** The same of a ring: what it was computed from is there, and no rows. */
  private static final Alert RING =
      new Alert(
          "ring/0/a",
          "ring",
          Metric.RING,
          "a",
          0.75f,
          0.5f,
          90,
          -1,
          List.of(),
          List.of(),
          List.of(),
          null,
          new Ego(10, List.of("a", "b"), List.of(0, 1), List.of(new Ego.Pair(1, 0, 3))));

  private static final String FROZEN_RING =
      "{\"format\":1,\"key\":\"ring/0/a\",\"rule\":\"ring\",\"metric\":\"ring\",\"subject\":\"a\","
          + "\"score\":0.75,\"threshold\":0.5,\"eventTime\":90,\"modelVersion\":-1,\"rows\":[],"
          + "\"events\":[],\"reasons\":[],\"ego\":{\"since\":10,\"vertices\":[{\"vertex\":\"a\",\"hops\":0},"
          + "{\"vertex\":\"b\",\"hops\":1}],\"pairs\":[{\"src\":1,\"dst\":0,\"edges\":3}]}}";

  @Test
  void theFormatOfRingsIsFrozen() throws AlertException {
    assertEquals(FROZEN_RING, new String(codec.encode(RING), UTF_8));
    assertEquals(RING, codec.decode(FROZEN_RING.getBytes(UTF_8)));
    assertEquals(
        "'ego': a pair is of two of the 2 vertices; got Pair[src=2, dst=0, count=3]",
        refusal(FROZEN_RING.replace("\"src\":1", "\"src\":2")));
  }

  /** The same of a vertex: what is not linear in its row is the remainder. */
  private static final Alert RISK =
      new Alert(
          "risky/0/a",
          "risky",
          Metric.RISK,
          "a",
          0.75f,
          0.5f,
          90,
          3,
          List.of(new RowName("a", 3, 2, -1)),
          List.of(),
          List.of("scored by fraud version 4"),
          new LinearPart(
                  "a",
                  Fraction.parse("5/4"),
                  Fraction.parse("5/4"),
                  Fraction.ZERO,
                  List.of(),
                  Fraction.ZERO)
              .ofScore(1.5f)
              .of(List.of(new RowName("a", 3, 2, -1))),
          null);

  private static final String FROZEN_RISK =
      "{\"format\":1,\"key\":\"risky/0/a\",\"rule\":\"risky\",\"metric\":\"risk\",\"subject\":\"a\","
          + "\"score\":0.75,\"threshold\":0.5,\"eventTime\":90,\"modelVersion\":3,"
          + "\"rows\":[{\"vertex\":\"a\",\"modelVersion\":3,\"sequence\":2,\"checksum\":\"ffffffff\"}],"
          + "\"events\":[],\"reasons\":[\"scored by fraud version 4\"],"
          + "\"linear\":{\"vertex\":\"a\",\"total\":1.25,\"totalExact\":\"5/4\","
          + "\"self\":1.25,\"selfExact\":\"5/4\",\"bias\":0.0,\"biasExact\":\"0/1\",\"edges\":[],"
          + "\"rest\":0.0,\"restExact\":\"0/1\",\"remainder\":0.25,\"remainderExact\":\"2/8\","
          + "\"rows\":[{\"vertex\":\"a\",\"modelVersion\":3,\"sequence\":2,\"checksum\":\"ffffffff\"}]}}";

  /** 3/2 - 5/4 = (3 * 4 - 5 * 2) / 8 = 2/8, as it comes. */
  @Test
  void theFormatOfScoresOfOneVertexIsFrozen() throws AlertException {
    assertEquals(FROZEN_RISK, new String(codec.encode(RISK), UTF_8));
    assertEquals(RISK, codec.decode(FROZEN_RISK.getBytes(UTF_8)));
    assertEquals(
        "'remainderExact': expected a fraction; came '2:8'",
        refusal(FROZEN_RISK.replace("2/8", "2:8")));
  }

  @Test
  void whatIsNotKnownIsPassedOver() throws AlertException {
    String more = FROZEN.replace("\"format\":1", "\"format\":1,\"colour\":{\"red\":[1]}");
    assertEquals(ALERT, codec.decode(more.getBytes(UTF_8)));
  }

  @Test
  void whatIsNoAlertIsRefused() {
    assertEquals("expected an alert; came a tombstone", refusal(null));
    assertEquals("'format': expected a whole number of 32 bits; came nothing", refusal("{}"));
    assertEquals("an alert of format 2, this build reads up to 1", refusal("{\"format\":2}"));
    assertEquals(
        "there is no metric 'surprize'", refusal(FROZEN.replace("\"surprise\"", "\"surprize\"")));
    assertEquals(
        "'score': expected a number; came \"high\"", refusal(FROZEN.replace("2.35", "\"high\"")));
    assertEquals(
        "'totalExact': expected a fraction; came '1:2'", refusal(FROZEN.replace("-9/4", "1:2")));
    assertEquals(
        "'totalExact': expected a fraction; came '1/0'", refusal(FROZEN.replace("-9/4", "1/0")));
  }

  @Test
  void allTravelAsTheyAre() throws IOException {
    Signal signal = Signal.surprise(PAYMENT, 2.35f, List.of(new RowName("bob", 3, 2, -1)));
    assertSame(AlertTypes.SIGNAL, signal);
    assertSame(
        AlertTypes.SIGNAL, Signal.of(Metric.RING, "v", 0.5f, -1, List.of(), List.of("one", "two")));
    assertSame(
        AlertTypes.SIGNAL,
        Signal.of(Metric.RING, "a", 0.75f, 90, List.of(), List.of()).withEgo(RING.ego()));
    assertSame(AlertTypes.CANDIDATE, new Candidate("odd", "odd/bob", 2.25f, signal));
    assertSame(AlertTypes.ALERT, ALERT);
    assertSame(
        AlertTypes.ALERT,
        ALERT.with(LINEAR.of(List.of(new RowName("bob", 3, 2, -1)))).with("more"));
    assertSame(AlertTypes.ALERT, RISK);
  }

  /** To who asks what it is made of; the topic has an alert without. */
  @Test
  void whereAJumpCameFromTravelsAlong() throws IOException {
    Signal jump =
        Signal.of(Metric.EMBEDDING_JUMP, "v", 5, 1, List.of(), List.of())
            .from(new float[] {3, -0.5f});
    TypeSerializer<Signal> serializer = AlertTypes.SIGNAL.createSerializer(null);
    DataOutputSerializer out = new DataOutputSerializer(64);
    serializer.serialize(jump, out);
    Signal read = serializer.deserialize(new DataInputDeserializer(out.getCopyOfBuffer()));
    assertArrayEquals(new float[] {3, -0.5f}, read.before());

    AlertRule rule =
        new AlertRule(
            "far",
            Metric.EMBEDDING_JUMP,
            new Limit.Threshold(1),
            Duration.ofSeconds(1),
            AlertKey.VERTEX);
    Alert alert = Alert.of(rule, read, 1, 0);
    assertEquals("QEAAAL8AAAA=", alert.before());
    assertSame(AlertTypes.ALERT, alert);
    assertEquals(alert.withoutBefore(), alert.with(LINEAR).withoutBefore().with((LinearPart) null));
    assertFalse(new String(codec.encode(alert.withoutBefore()), UTF_8).contains("before"));
  }

  private static <T> void assertSame(TypeInformation<T> type, T value) throws IOException {
    TypeSerializer<T> serializer = type.createSerializer(null);
    DataOutputSerializer out = new DataOutputSerializer(64);
    serializer.serialize(value, out);
    DataInputDeserializer in = new DataInputDeserializer(out.getCopyOfBuffer());
    assertEquals(value, serializer.deserialize(in));
    assertEquals(0, in.available());
  }

  private String refusal(String json) {
    return assertThrows(
            AlertException.class, () -> codec.decode(json == null ? null : json.getBytes(UTF_8)))
        .getMessage();
  }
}
