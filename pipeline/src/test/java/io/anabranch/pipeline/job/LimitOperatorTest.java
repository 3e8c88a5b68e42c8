// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.job;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.anabranch.pipeline.alert.AlertKey;
import io.anabranch.pipeline.alert.AlertRule;
import io.anabranch.pipeline.alert.Candidate;
import io.anabranch.pipeline.alert.Limit;
import io.anabranch.pipeline.alert.Metric;
import io.anabranch.pipeline.alert.Signal;
import io.anabranch.state.exchange.KeyGroups;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.AbstractStreamOperatorTestHarness;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.Test;

/** Limits under Flink: what exceeds one goes on, and what was learnt is kept. */
class LimitOperatorTest {

  private static final AlertRule RISKY =
      new AlertRule(
          "risky", Metric.RISK, new Limit.Threshold(0.5f), Duration.ofMillis(100), AlertKey.VERTEX);
  private static final AlertRule TOP =
      new AlertRule(
          "top",
          Metric.EMBEDDING_JUMP,
          new Limit.Quantile(0.9f, Duration.ofMillis(1_000)),
          Duration.ofMillis(100),
          AlertKey.VERTEX);

  private KeyedOneInputStreamOperatorTestHarness<String, Signal, AlertInput> harness;

  @Test
  void onlyWhatExceedsALimitGoesOn() throws Exception {
    open(newHarness(1, 0), null);
    send(Metric.RISK, "a", 0.5f);
    assertEquals(List.of(), exceeding());
    send(Metric.RISK, "a", 0.75f);
    Candidate candidate = exceeding().get(0);
    assertEquals("risky/a", candidate.key());
    assertEquals(0.5f, candidate.threshold());
    harness.close();
  }

  @Test
  void aQuantileIsLearntAndKept() throws Exception {
    open(newHarness(1, 0), null);
    learn();
    exceeding();
    send(Metric.EMBEDDING_JUMP, "w", 11.5f);
    assertEquals(List.of(), exceeding());
    OperatorSubtaskState state = harness.snapshot(1, 1);
    harness.close();

    open(newHarness(1, 0), state);
    send(Metric.EMBEDDING_JUMP, "w", 50f);
    List<Candidate> exceeding = exceeding();
    assertEquals("top/w", exceeding.get(0).key());
    assertEquals(11.7f, exceeding.get(0).threshold(), 0.3, "what a tenth of all exceeds");
    harness.close();
  }

  /** From one subtask to two: each has what was seen of its key groups, and no other. */
  @Test
  void whatWasLearntFollowsItsKeys() throws Exception {
    open(newHarness(1, 0), null);
    learn();
    OperatorSubtaskState state = harness.snapshot(1, 1);
    harness.close();
    for (int subtask = 0; subtask < 2; subtask++) {
      open(
          newHarness(2, subtask),
          AbstractStreamOperatorTestHarness.repartitionOperatorState(
              state, KeyGroups.COUNT, 1, 2, subtask));
      for (String vertex : List.of("a", "b", "c", "d", "e", "f")) {
        if (half(vertex) == subtask) {
          send(Metric.EMBEDDING_JUMP, vertex, 50f);
        }
      }
      assertEquals(1.8f + 10 * subtask, exceeding().get(0).threshold(), 0.02);
      harness.close();
    }
  }

  private static int half(String vertex) {
    return KeyGroups.of(vertex) / 64;
  }

  /**
   * A tenth each of 1.0, 1.1, ..., 1.9 in the first half of the groups, of 10 more in the other.
   */
  private void learn() throws Exception {
    for (int i = 0; i < 4_000; i++) {
      String vertex = "v" + i / 10;
      send(Metric.EMBEDDING_JUMP, vertex, 1 + 10 * half(vertex) + i % 10 / 10f);
    }
  }

  private void open(
      KeyedOneInputStreamOperatorTestHarness<String, Signal, AlertInput> opened,
      OperatorSubtaskState state)
      throws Exception {
    harness = opened;
    if (state != null) {
      harness.initializeState(state);
    }
    harness.open();
  }

  private static KeyedOneInputStreamOperatorTestHarness<String, Signal, AlertInput> newHarness(
      int parallelism, int subtask) throws Exception {
    return new KeyedOneInputStreamOperatorTestHarness<>(
        new LimitOperator(List.of(RISKY, TOP)),
        Signal::vertex,
        Types.STRING,
        KeyGroups.COUNT,
        parallelism,
        subtask);
  }

  private void send(Metric metric, String vertex, float score) throws Exception {
    harness.processElement(Signal.of(metric, vertex, score, 5, List.of(), List.of()), 0);
  }

  /** Those that came since the last look. */
  private List<Candidate> exceeding() {
    List<Candidate> exceeding = new ArrayList<>();
    while (!harness.getOutput().isEmpty()) {
      @SuppressWarnings("unchecked")
      StreamRecord<AlertInput> record = (StreamRecord<AlertInput>) harness.getOutput().poll();
      exceeding.add(record.getValue().candidate());
    }
    return exceeding;
  }
}
