// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.gate;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.anabranch.connectors.codec.EventCodec;
import io.anabranch.connectors.codec.EventFormat;
import io.anabranch.connectors.codec.EventLimits;
import io.anabranch.connectors.codec.Reason;
import io.anabranch.connectors.kafka.DeadLetter;
import io.anabranch.connectors.kafka.RawRecord;
import io.anabranch.connectors.replay.BadRecords;
import io.anabranch.connectors.replay.Outgoing;
import io.anabranch.pipeline.gate.Gate.Verdict;
import io.anabranch.state.event.ControlEvent;
import io.anabranch.state.event.EdgeEvent;
import io.anabranch.state.event.FeaturesEvent;
import io.anabranch.state.event.GraphEvent;
import io.anabranch.state.event.InputTopic;
import io.anabranch.state.event.LabelEvent;
import io.anabranch.state.gate.PartitionClocks.Partition;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Lateness is 100 ms, at most 50 ms ahead, and every record reached Kafka at 10,000. */
class GateTest {

  private static final Partition EDGES_0 = new Partition("edges", 0);
  private static final long ARRIVED = 10_000;

  private final Gate gate =
      new Gate(new GateRules("edges", "features", 2, 1_000, 100, 100, 50, false, EventFormat.JSON));
  private long offset;

  @Test
  void whatIsGoodPasses() {
    assertEquals(List.of(EdgeEvent.add("a", "b", 5_000)), passed(judgeEdge(5_000)));
    assertEquals(
        List.of(new FeaturesEvent("a", 5, new float[] {1, 2}), new LabelEvent("a", 5, "x")),
        passed(judge("features", "{'vertex':'a','timestamp':5,'features':[1,2],'label':'x'}")));
  }

  /** Every kind of bad record has a reason and is a dead letter as it came, whatever the format. */
  @ParameterizedTest
  @EnumSource
  void badBytesAreDeadLettersInEveryFormat(EventFormat format) {
    Gate ofFormat =
        new Gate(new GateRules("edges", "features", 1, 1_000, 100, 100, 50, false, format));
    EventCodec codec = format.newCodec(EventLimits.ofDimension(1));
    EdgeEvent good = EdgeEvent.add("a", "b", 5_000);
    for (Outgoing bad : BadRecords.kinds(format)) {
      String topic = bad.topic() == InputTopic.EDGES ? "edges" : "features";
      RawRecord record = new RawRecord(topic, 0, offset++, ARRIVED, bad.key(), bad.value());
      DeadLetter letter = assertInstanceOf(Verdict.Refused.class, ofFormat.judge(record)).letter();
      assertArrayEquals(bad.value(), letter.value());
      assertFalse(letter.detail().isEmpty());
    }
    RawRecord record =
        new RawRecord("edges", 0, offset++, ARRIVED, codec.key(good), codec.encode(good));
    assertEquals(List.of(good), passed(ofFormat.judge(record)));
  }

  @Test
  void lateIsFurtherBehindThanTheLateness() {
    passed(judgeEdge(5_000));
    passed(judgeEdge(4_900));
    DeadLetter letter = refused(Reason.LATE, judgeEdge(4_899));
    assertEquals("expected a timestamp of at least 4900, came 4899", letter.detail());
  }

  @Test
  void tooFarAheadIsBeyondTheTimeOfArrival() {
    passed(judgeEdge(ARRIVED + 50));
    DeadLetter letter = refused(Reason.TOO_FAR_AHEAD, judgeEdge(ARRIVED + 51));
    assertEquals(
        "expected a timestamp at most 50 ms ahead of the record's own 10000, came 10051",
        letter.detail());
  }

  /** One record from the far future must not make everything after it late. */
  @Test
  void aRefusedRecordMovesNoClock() {
    passed(judgeEdge(5_000));
    refused(Reason.TOO_FAR_AHEAD, judgeEdge(Long.MAX_VALUE));
    refused(Reason.LATE, judgeEdge(1));
    refused(Reason.MALFORMED, judge("edges", "{'src':'a','dst':'b','timestamp':9000"));
    refused(Reason.MISSING_FIELD, judge("edges", "{'src':'a','timestamp':9000}"));
    assertEquals(5_000, gate.clocks().maximum(EDGES_0));
    passed(judgeEdge(4_900));
  }

  @Test
  void aHeartbeatMovesTheClock() {
    assertEquals(
        List.of(new ControlEvent.Heartbeat(5_000)),
        passed(judge("edges", "{'op':'heartbeat','timestamp':5000}")));
    assertEquals(5_000, gate.clocks().maximum(EDGES_0));
    refused(Reason.LATE, judgeEdge(4_899));
    refused(Reason.TOO_FAR_AHEAD, judge("edges", "{'op':'heartbeat','timestamp':10051}"));
  }

  @Test
  void aProbeMovesNoClockAndIsNeverLate() {
    String probe = "{'op':'probe','probe':'p','index':0,'of':1,'timestamp':%d}";
    passed(judge("edges", probe.formatted(9_000)));
    assertNull(gate.clocks().maximum(EDGES_0));
    passed(judgeEdge(5_000));
    assertEquals(
        List.of(new ControlEvent.Probe("p", 0, 1, 0)), passed(judge("edges", probe.formatted(0))));
    passed(judge("edges", probe.formatted(Long.MAX_VALUE)));
    assertEquals(5_000, gate.clocks().maximum(EDGES_0));
  }

  @Test
  void everyPartitionHasItsOwnClock() {
    passed(judgeEdge(5_000));
    passed(gate.judge(record("edges", 1, bytes("{'src':'a','dst':'b','timestamp':1}"))));
    passed(judge("features", "{'vertex':'a','timestamp':1,'label':'x'}"));
  }

  @Test
  void unknownFieldsAreCounted() {
    Verdict verdict = judge("edges", "{'src':'a','dst':'b','timestamp':1,'x':{},'y':0}");
    assertEquals(2, assertInstanceOf(Verdict.Passed.class, verdict).unknownFields());
  }

  @Test
  void aDeadLetterIsTheRecordAsItCame() {
    byte[] value = {1, 2, 3};
    RawRecord record = new RawRecord("features", 2, 77, ARRIVED, new byte[] {9}, value);
    DeadLetter letter = refused(Reason.MALFORMED, gate.judge(record));
    assertEquals("features", letter.topic());
    assertEquals(2, letter.partition());
    assertEquals(77, letter.offset());
    assertArrayEquals(new byte[] {9}, letter.key());
    assertArrayEquals(value, letter.value());
  }

  @Test
  void anotherTopicIsABug() {
    assertThrows(IllegalArgumentException.class, () -> judge("other", "{}"));
  }

  private Verdict judgeEdge(long timestamp) {
    return judge("edges", "{'src':'a','dst':'b','timestamp':%d}".formatted(timestamp));
  }

  private Verdict judge(String topic, String json) {
    return gate.judge(record(topic, 0, bytes(json)));
  }

  private RawRecord record(String topic, int partition, byte[] value) {
    return new RawRecord(topic, partition, offset++, ARRIVED, bytes("key"), value);
  }

  private static byte[] bytes(String json) {
    return json.replace('\'', '"').getBytes(UTF_8);
  }

  private static List<GraphEvent> passed(Verdict verdict) {
    return assertInstanceOf(Verdict.Passed.class, verdict, verdict::toString).events();
  }

  private static DeadLetter refused(Reason reason, Verdict verdict) {
    DeadLetter letter =
        assertInstanceOf(Verdict.Refused.class, verdict, verdict::toString).letter();
    assertEquals(reason, letter.reason(), letter.detail());
    return letter;
  }
}
