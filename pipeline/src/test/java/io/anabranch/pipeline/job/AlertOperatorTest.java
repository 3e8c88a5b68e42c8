// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.job;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.anabranch.pipeline.alert.Alert;
import io.anabranch.pipeline.alert.AlertKey;
import io.anabranch.pipeline.alert.AlertLimits;
import io.anabranch.pipeline.alert.AlertRule;
import io.anabranch.pipeline.alert.Limit;
import io.anabranch.pipeline.alert.Metric;
import io.anabranch.pipeline.alert.Signal;
import io.anabranch.state.event.InputTopic;
import io.anabranch.state.exchange.KeyGroups;
import io.anabranch.state.exchange.Message;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.AbstractStreamOperatorTestHarness;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.Test;

/** Alerts under Flink: once a window across failures, and state that goes. */
class AlertOperatorTest {

  private static final AlertRule RISKY =
      new AlertRule(
          "risky", Metric.RISK, new Limit.Threshold(0.5f), Duration.ofMillis(100), AlertKey.VERTEX);
  private static final List<AlertRule> RULES = List.of(RISKY);

  private KeyedOneInputStreamOperatorTestHarness<String, AlertInput, Alert> harness;
  private long checkpoint;

  @Test
  void oneAlertAKeyAndWindowAlsoAfterAFailure() throws Exception {
    open(null);
    risk("a", 0.9f, 10);
    risk("a", 0.95f, 20);
    risk("b", 0.9f, 20);
    assertEquals(List.of("risky/0/a", "risky/0/b"), keys());
    OperatorSubtaskState state = snapshot();
    risk("a", 0.9f, 110);
    harness.close();

    open(state);
    risk("a", 0.9f, 30);
    assertEquals(List.of(), keys(), "its window had its alert before the failure");
    risk("a", 0.9f, 110);
    assertEquals(List.of("risky/100/a"), keys(), "what came after the checkpoint comes again");
    harness.close();
  }

  @Test
  void windowsThatTheHorizonHasPassedLeaveNothing() throws Exception {
    open(null);
    for (int v = 0; v < 500; v++) {
      risk("v" + v, 0.9f, v);
    }
    clocks(0);
    snapshot();
    assertEquals(500 + KeyGroups.COUNT, harness.numKeyedStateEntries());
    clocks(250);
    risk("late", 0.9f, 190); // under way while the clock overtook it
    assertTrue(keys().contains("risky/100/late"), "its window is open until the barrier");
    snapshot();
    assertEquals(500 - 200 + KeyGroups.COUNT, harness.numKeyedStateEntries());
    clocks(10_000);
    snapshot();
    assertEquals(KeyGroups.COUNT, harness.numKeyedStateEntries());
    assertEquals(0, harness.numEventTimeTimers());
    risk("late", 0.9f, 190);
    assertEquals(List.of("risky/10000/late"), keys(), "counts as of the horizon");
    harness.close();
  }

  /** From one subtask to two: each has the windows of its keys. */
  @Test
  void stateFollowsItsKeysToOtherSubtasks() throws Exception {
    open(null);
    for (int i = 0; i < 400; i++) {
      risk("v" + i, 0.9f, 5);
    }
    OperatorSubtaskState state = snapshot();
    harness.close();
    int repeated = 0;
    for (int subtask = 0; subtask < 2; subtask++) {
      harness = newHarness(2, subtask);
      harness.initializeState(
          AbstractStreamOperatorTestHarness.repartitionOperatorState(
              state, KeyGroups.COUNT, 1, 2, subtask));
      harness.open();
      for (int i = 0; i < 400; i++) {
        if (KeyGroups.of("risky/v" + i) / 64 == subtask) {
          risk("v" + i, 0.9f, 6);
          repeated++;
        }
      }
      assertEquals(List.of(), keys(), "all had their alert");
      harness.close();
    }
    assertEquals(400, repeated);
  }

  private void open(OperatorSubtaskState state) throws Exception {
    harness = newHarness(1, 0);
    if (state != null) {
      harness.initializeState(state);
    }
    harness.open();
  }

  private static KeyedOneInputStreamOperatorTestHarness<String, AlertInput, Alert> newHarness(
      int parallelism, int subtask) throws Exception {
    return new KeyedOneInputStreamOperatorTestHarness<>(
        new AlertOperator(RULES),
        AlertInput::key,
        Types.STRING,
        KeyGroups.COUNT,
        parallelism,
        subtask);
  }

  private void risk(String vertex, float score, long time) throws Exception {
    Signal signal = Signal.of(Metric.RISK, vertex, score, time, List.of(), List.of());
    List<AlertInput> inputs = new ArrayList<>();
    new AlertLimits(RULES, KeyGroups.COUNT)
        .judge(signal, 0, candidate -> inputs.add(AlertInput.of(candidate)));
    for (AlertInput input : inputs) {
      harness.processElement(input, 0);
    }
  }

  private void clocks(long time) throws Exception {
    for (int group = 0; group < KeyGroups.COUNT; group++) {
      harness.processElement(
          AlertInput.of(new Message.Clock(group, InputTopic.EDGES, 0, 1, time)), 0);
    }
  }

  private OperatorSubtaskState snapshot() throws Exception {
    checkpoint++;
    harness.prepareSnapshotPreBarrier(checkpoint);
    return harness.snapshot(checkpoint, checkpoint);
  }

  /** Those that came since the last look. */
  private List<Alert> alerts() {
    List<Alert> alerts = new ArrayList<>();
    while (!harness.getOutput().isEmpty()) {
      @SuppressWarnings("unchecked")
      StreamRecord<Alert> record = (StreamRecord<Alert>) harness.getOutput().poll();
      alerts.add(record.getValue());
    }
    return alerts;
  }

  private List<String> keys() {
    return alerts().stream().map(Alert::key).toList();
  }
}
