// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.job;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.anabranch.state.exchange.KeyGroups;
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

  private static OneInputStreamOperatorTestHarness<StatusPart, byte[]> open() throws Exception {
    var harness = new OneInputStreamOperatorTestHarness<StatusPart, byte[]>(new StatusOperator());
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
