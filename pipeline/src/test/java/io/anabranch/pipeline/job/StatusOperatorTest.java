// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.job;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.anabranch.connectors.kafka.ModelStatus;
import io.anabranch.connectors.kafka.ModelStatus.State;
import io.anabranch.connectors.kafka.StatusCodec;
import io.anabranch.state.exchange.KeyGroups;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.operators.coordination.OperatorEvent;
import org.apache.flink.streaming.api.operators.StreamOperator;
import org.apache.flink.streaming.api.operators.StreamOperatorParameters;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.Test;

/** When an answer goes out. */
class StatusOperatorTest {

  @Test
  void anAnswerWaitsForACheckpointThatHoldsIt() throws Exception {
    try (var harness = open()) {
      harness.snapshot(1, 0);
      probe(harness, "p");
      harness.notifyOfCompletedCheckpoint(1);
      assertEquals(0, harness.extractOutputValues().size());
      harness.snapshot(2, 0);
      harness.notifyOfCompletedCheckpoint(2);
      assertEquals(1, harness.extractOutputValues().size());
      harness.endInput();
      harness.snapshot(3, 0);
      harness.notifyOfCompletedCheckpoint(3);
      assertEquals(1, harness.extractOutputValues().size(), "once");
    }
  }

  /** One that a checkpoint holds which is not complete, and one that none holds. */
  @Test
  void theEndOfTheInputIsTheLastMomentToAnswer() throws Exception {
    try (var harness = open()) {
      probe(harness, "p");
      harness.snapshot(1, 0);
      probe(harness, "q");
      harness.endInput();
      assertEquals(2, harness.extractOutputValues().size());
      harness.snapshot(2, 0);
      harness.notifyOfCompletedCheckpoint(2);
      assertEquals(2, harness.extractOutputValues().size(), "the sink takes nothing any more");
    }
  }

  /** What some groups said before a failure counts after it. */
  @Test
  void aModelServesWhenAllGroupsHaveGoneOver() throws Exception {
    OperatorSubtaskState kept;
    try (var harness = open()) {
      for (int group = 0; group < KeyGroups.COUNT - 1; group++) {
        harness.processElement(StatusPart.serving("demo", 2, 1, group), 0);
        harness.processElement(StatusPart.serving("demo", 2, 1, group), 0); // twice counts once
      }
      probe(harness, "p");
      kept = harness.snapshot(1, 0);
      harness.notifyOfCompletedCheckpoint(1);
      assertEquals(1, harness.extractOutputValues().size(), "the probe");
    }
    try (var harness = newHarness()) {
      harness.initializeState(kept);
      harness.open();
      harness.processElement(StatusPart.serving("demo", 2, 1, KeyGroups.COUNT - 1), 0);
      harness.endInput();
      List<byte[]> answers = harness.extractOutputValues();
      assertEquals(
          Optional.of(new ModelStatus(State.SERVING, "demo", 2, "")),
          new StatusCodec().decodeModel(answers.get(answers.size() - 1)));
    }
  }

  /** At most once a checkpoint and five percent, and never backwards. */
  @Test
  void aSweepIsHeardOfOnTheWay() throws Exception {
    OperatorSubtaskState kept;
    try (var harness = open()) {
      harness.setProcessingTime(1_000);
      harness.processElement(StatusPart.loading("demo", 2, 1), 0);
      harness.processElement(StatusPart.begun(1), 0);
      harness.setProcessingTime(1_200);
      harness.processElement(StatusPart.begun(1), 0); // of another subtask
      assertEquals(List.of(new ModelStatus(State.LOADING, "demo", 2, "")), checkpoint(harness, 1));
      tell(harness, 0, 6); // 4 %
      assertEquals(List.of(), checkpoint(harness, 2));
      tell(harness, 6, 32);
      harness.setProcessingTime(2_000);
      assertEquals(List.of(sweeping(25, 1_000, 320)), checkpoint(harness, 3));
      tell(harness, 30, 34); // some of them once more
      assertEquals(List.of(), checkpoint(harness, 4));
      tell(harness, 34, 64);
      assertEquals(List.of(sweeping(50, 1_000, 640)), checkpoint(harness, 5));
      kept = harness.snapshot(6, 0);
    }
    try (var harness = newHarness()) {
      harness.initializeState(kept);
      harness.open();
      harness.setProcessingTime(9_000);
      harness.processElement(StatusPart.begun(1), 0); // the sweep begins anew
      tell(harness, 0, 20);
      assertEquals(List.of(), checkpoint(harness, 7), "a sweep does not go back");
      tell(harness, 20, 70); // 54 %
      assertEquals(List.of(), checkpoint(harness, 8));
      tell(harness, 70, KeyGroups.COUNT);
      assertEquals(List.of(sweeping(100, 8_000, 1_280)), checkpoint(harness, 9));
      assertEquals(List.of(), checkpoint(harness, 10), "once");
      harness.setProcessingTime(9_500);
      for (int group = 0; group < KeyGroups.COUNT; group++) {
        harness.processElement(StatusPart.serving("demo", 2, 1, group), 0);
      }
      assertEquals(
          List.of(
              new ModelStatus(
                  State.SERVING, "demo", 2, "", new ModelStatus.Sweep(100, 8_500, 1_280))),
          checkpoint(harness, 11));
      harness.snapshot(12, 0);
      assertEquals(List.of(), checkpoint(harness, 13));
    }
  }

  /** From the first subtask that begins until the last group serves, over a failure, too. */
  @Test
  void checkpointsArePacedByTheSweep() throws Exception {
    List<OperatorEvent> before = new ArrayList<>();
    OperatorSubtaskState kept;
    try (var harness = harness(before)) {
      harness.open();
      harness.processElement(StatusPart.loading("demo", 2, 1), 0);
      assertEquals(List.of(new SweepEvent(false)), before, "loading is no sweep");
      harness.processElement(StatusPart.begun(1), 0);
      harness.processElement(StatusPart.begun(1), 0);
      assertEquals(List.of(new SweepEvent(false), new SweepEvent(true)), before);
      kept = harness.snapshot(1, 0);
    }
    List<OperatorEvent> after = new ArrayList<>();
    try (var harness = harness(after)) {
      harness.initializeState(kept);
      harness.open();
      tell(harness, 0, KeyGroups.COUNT);
      for (int group = 0; group < KeyGroups.COUNT - 1; group++) {
        harness.processElement(StatusPart.serving("demo", 2, 1, group), 0);
      }
      assertEquals(List.of(new SweepEvent(true)), after);
      harness.processElement(StatusPart.serving("demo", 2, 1, KeyGroups.COUNT - 1), 0);
      assertEquals(List.of(new SweepEvent(true), new SweepEvent(false)), after);
    }
  }

  private static ModelStatus sweeping(int percent, long millis, long vertices) {
    return new ModelStatus(
        State.SWEEPING, "demo", 2, "", new ModelStatus.Sweep(percent, millis, vertices));
  }

  private static void tell(
      OneInputStreamOperatorTestHarness<StatusPart, byte[]> harness, int from, int to)
      throws Exception {
    for (int group = from; group < to; group++) {
      harness.processElement(StatusPart.told(1, group, 10), 0);
    }
  }

  /** What a checkpoint makes known. */
  private static List<ModelStatus> checkpoint(
      OneInputStreamOperatorTestHarness<StatusPart, byte[]> harness, long id) throws Exception {
    int before = harness.getOutput().size();
    harness.snapshot(id, 0);
    harness.notifyOfCompletedCheckpoint(id);
    List<ModelStatus> said = new ArrayList<>();
    for (byte[] answer :
        harness.extractOutputValues().subList(before, harness.getOutput().size())) {
      said.add(new StatusCodec().decodeModel(answer).orElseThrow());
    }
    return said;
  }

  private static OneInputStreamOperatorTestHarness<StatusPart, byte[]> newHarness()
      throws Exception {
    return harness(new ArrayList<>());
  }

  /**
   * @param sweeps is told of
   */
  private static OneInputStreamOperatorTestHarness<StatusPart, byte[]> harness(
      List<OperatorEvent> sweeps) throws Exception {
    return new OneInputStreamOperatorTestHarness<>(
        new StatusOperatorFactory() {
          @Override
          @SuppressWarnings("unchecked")
          public <T extends StreamOperator<byte[]>> T createStreamOperator(
              StreamOperatorParameters<byte[]> parameters) {
            return (T) new StatusOperator(parameters, sweeps::add);
          }
        });
  }

  private static OneInputStreamOperatorTestHarness<StatusPart, byte[]> open() throws Exception {
    var harness = newHarness();
    harness.open();
    return harness;
  }

  private static void probe(
      OneInputStreamOperatorTestHarness<StatusPart, byte[]> harness, String name) throws Exception {
    harness.processElement(StatusPart.seen(name, 0, 1, "edges", 0, 7), 0);
    for (int group = 0; group < KeyGroups.COUNT; group++) {
      harness.processElement(StatusPart.horizon(name, group, 5), 0);
      harness.processElement(StatusPart.done(name, group, 1), 0);
    }
  }
}
