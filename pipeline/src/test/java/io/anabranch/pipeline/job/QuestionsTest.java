// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.job;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.anabranch.connectors.kafka.RawRecord;
import io.anabranch.model.layer.SageModel;
import io.anabranch.pipeline.alert.Alert;
import io.anabranch.pipeline.alert.EdgeRef;
import io.anabranch.pipeline.alert.Metric;
import io.anabranch.state.exchange.KeyGroups;
import io.anabranch.state.exchange.Matter;
import io.anabranch.state.exchange.Message;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import org.apache.flink.api.common.functions.util.ListCollector;
import org.apache.flink.api.common.typeinfo.PrimitiveArrayTypeInfo;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.operators.ProcessOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.apache.flink.util.OutputTag;
import org.junit.jupiter.api.Test;

/**
 * What goes round over the topic of questions: who asks, how often, and who takes it for a
 * question.
 */
class QuestionsTest {

  private static final OutputTag<byte[]> TAG =
      new OutputTag<>("questions", PrimitiveArrayTypeInfo.BYTE_PRIMITIVE_ARRAY_TYPE_INFO);

  @Test
  void aQuestionComesRound() {
    byte[] said = new Questions().encode(alert(Metric.SURPRISE, "odd/0/a\"b"));
    assertEquals(
        Optional.of(new Message.Question("odd/0/a\"b", "u", "v", Matter.PAIR)),
        new Questions().decode(record("status", 5, said)));
  }

  @Test
  void aQuestionAboutAVertexComesRound() {
    byte[] said = new Questions().encode(alert(Metric.RISK, "risky/0/v"));
    assertEquals(
        Optional.of(new Message.Question("risky/0/v", "v", "v", Matter.RISK)),
        new Questions().decode(record("status", 5, said)));
    said = new Questions().encode(jump("far/0/v"));
    Message.Question question = new Questions().decode(record("status", 5, said)).orElseThrow();
    assertEquals(List.of("v", "v"), List.of(question.src(), question.dst()));
    assertEquals(Matter.Kind.JUMP, question.matter().kind());
    assertArrayEquals(new float[] {3, -0.5f}, question.matter().before());
  }

  @Test
  void whatIsNoWholeQuestionIsSomebodyElses() {
    for (String other :
        new String[] {
          "{\"type\":\"probe\",\"id\":\"k\",\"src\":\"u\",\"dst\":\"v\"}",
          "{\"type\":\"question\",\"id\":\"k\",\"src\":\"u\"}",
          "{\"type\":\"question\",\"id\":7,\"src\":\"u\",\"dst\":\"v\"}",
          "{\"type\":\"question\",\"id\":\"k\",\"vertex\":7,\"metric\":\"risk\"}",
          "{\"type\":\"question\",\"id\":\"k\",\"vertex\":\"v\",\"metric\":\"ring\"}",
          "{\"type\":\"question\",\"id\":\"k\",\"vertex\":\"v\",\"metric\":\"embedding-jump\"}",
          "{\"type\":\"question\",\"id\":\"k\",\"vertex\":\"v\",\"metric\":\"embedding-jump\","
              + "\"before\":\"?\"}",
          "[]",
          "question"
        }) {
      assertEquals(
          Optional.empty(),
          new Questions().decode(record("status", 5, other.getBytes(UTF_8))),
          other);
    }
    assertEquals(Optional.empty(), new Questions().decode(record("status", 5, null)));
  }

  @Test
  void questionsOfAnEarlierJobAreNotAsked() {
    byte[] said = new Questions().encode(alert(Metric.SURPRISE, "k"));
    List<Message> asked = new ArrayList<>();
    QuestionFunction function = new QuestionFunction(5);
    function.flatMap(record("questions", 4, said), new ListCollector<>(asked));
    assertEquals(List.of(), asked);
    function.flatMap(record("questions", 5, said), new ListCollector<>(asked));
    assertEquals(1, asked.size());
  }

  /** Two a second: the third goes on unasked, and so does what has no linear part. */
  @Test
  void soManyASecondAreAsked() throws Exception {
    try (OneInputStreamOperatorTestHarness<Alert, ExplainInput> harness =
        new OneInputStreamOperatorTestHarness<>(
            new ProcessOperator<>(new AskFunction(2, EnumSet.of(Metric.SURPRISE), TAG)))) {
      harness.open();
      harness.setProcessingTime(1_000);
      harness.processElement(alert(Metric.RISK, "r"), 0);
      for (String key : List.of("a", "b", "c")) {
        harness.processElement(alert(Metric.SURPRISE, key), 0);
      }
      harness.setProcessingTime(2_000);
      harness.processElement(alert(Metric.SURPRISE, "d"), 0);
      List<String> asked = new ArrayList<>();
      List<String> all = new ArrayList<>();
      for (Object output : harness.getOutput()) {
        @SuppressWarnings("unchecked")
        ExplainInput input = ((StreamRecord<ExplainInput>) output).getValue();
        all.add(input.key());
        if (input.asked()) {
          asked.add(input.key());
        }
      }
      assertEquals(List.of("r", "a", "b", "c", "d"), all);
      assertEquals(List.of("a", "b", "d"), asked);
      Queue<StreamRecord<byte[]>> questions = harness.getSideOutput(TAG);
      assertEquals(3, questions.size());
    }
  }

  /**
   * Where it came from is in the question, and no longer in the alert; one without asks nothing.
   */
  @Test
  void whereAJumpCameFromGoesIntoTheQuestion() throws Exception {
    try (OneInputStreamOperatorTestHarness<Alert, ExplainInput> harness =
        new OneInputStreamOperatorTestHarness<>(
            new ProcessOperator<>(new AskFunction(9, EnumSet.of(Metric.EMBEDDING_JUMP), TAG)))) {
      harness.open();
      harness.processElement(jump("far/0/v"), 0);
      harness.processElement(alert(Metric.EMBEDDING_JUMP, "far/1/v"), 0);
      List<Boolean> asked = new ArrayList<>();
      for (Object output : harness.getOutput()) {
        @SuppressWarnings("unchecked")
        ExplainInput input = ((StreamRecord<ExplainInput>) output).getValue();
        assertNull(input.alert().before());
        asked.add(input.asked());
      }
      assertEquals(List.of(true, false), asked);
      byte[] said = harness.getSideOutput(TAG).peek().getValue();
      Message.Question question = new Questions().decode(record("status", 5, said)).orElseThrow();
      assertArrayEquals(new float[] {3, -0.5f}, question.matter().before());
    }
  }

  /** With neither a checkpoint nor a full bundle: an alert waits for the answer. */
  @Test
  void aStageHandsAQuestionOnBehindItsBundle() throws Exception {
    SageModel model = SageModel.random("m", 1, new int[] {2, 4, 2}, 1, false);
    StageSettings settings =
        new StageSettings(100, 5, 50, 10_000, 100_000, 0f, 0, TellingPace.of(640));
    Message.Ask ask = new Message.Ask("k", "v", null, 0, Matter.PAIR);
    try (KeyedOneInputStreamOperatorTestHarness<String, Message, Message> harness =
        new KeyedOneInputStreamOperatorTestHarness<>(
            new ScatterOperator(settings, ModelBytes.of(model)),
            Message::key,
            Types.STRING,
            KeyGroups.COUNT,
            1,
            0)) {
      harness.open();
      harness.setProcessingTime(1);
      harness.processElement(ask, 0);
      assertEquals(List.of(), harness.extractOutputValues());
      harness.setProcessingTime(6);
      assertEquals(List.of(ask), harness.extractOutputValues());
    }
  }

  private static RawRecord record(String topic, long timestamp, byte[] value) {
    return new RawRecord(topic, 0, 0, timestamp, null, value);
  }

  /** From (3, -0.5). */
  private static Alert jump(String key) {
    return new Alert(
        key,
        "far",
        Metric.EMBEDDING_JUMP,
        "v",
        2,
        1,
        5,
        1,
        List.of(),
        List.of(),
        List.of(),
        null,
        null,
        "QEAAAL8AAAA="); // 40400000, bf000000
  }

  private static Alert alert(Metric metric, String key) {
    return new Alert(
        key,
        "odd",
        metric,
        "v",
        2,
        1,
        5,
        1,
        List.of(),
        metric.isOfEdges() ? List.of(new EdgeRef("u", "v", "", 5)) : List.of(),
        List.of(),
        null,
        null);
  }
}
