// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.job;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.anabranch.connectors.kafka.ModelStatus;
import io.anabranch.connectors.kafka.StatusCodec;
import io.anabranch.state.exchange.KeyGroups;
import java.util.List;
import java.util.Optional;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
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
          Optional.of(new ModelStatus(ModelStatus.State.SERVING, "demo", 2, "")),
          new StatusCodec().decodeModel(answers.get(answers.size() - 1)));
    }
  }

  private static OneInputStreamOperatorTestHarness<StatusPart, byte[]> newHarness()
      throws Exception {
    return new OneInputStreamOperatorTestHarness<>(new StatusOperator());
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
