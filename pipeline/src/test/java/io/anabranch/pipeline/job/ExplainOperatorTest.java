// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.job;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.anabranch.pipeline.alert.Alert;
import io.anabranch.pipeline.alert.EdgeRef;
import io.anabranch.pipeline.alert.LinearPart;
import io.anabranch.pipeline.alert.Metric;
import io.anabranch.pipeline.explain.Piece;
import io.anabranch.pipeline.explain.Snapshot;
import io.anabranch.pipeline.link.RowName;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** An alert waits for what its score is made of: not for ever, and a failure loses it not. */
class ExplainOperatorTest {

  private KeyedOneInputStreamOperatorTestHarness<String, ExplainInput, Alert> harness;

  @AfterEach
  void close() throws Exception {
    harness.close();
  }

  @Test
  void anAlertGoesOnWithTheAnswerWhenItIsWhole() throws Exception {
    open(null);
    alert("k", true);
    piece("k", "u");
    assertEquals(List.of(), alerts());
    piece("k", "u"); // the same once more
    assertEquals(List.of(), alerts());
    piece("k", "v");
    Alert alert = only();
    assertNotNull(alert.linear());
    assertEquals(List.of("odd"), alert.reasons());
    assertEquals(0, entries());
  }

  /** Of one vertex one is asked, and what it leaves of the score is the remainder. */
  @Test
  void anAlertOnAVertexGoesOnWithTheAnswerOfThatVertex() throws Exception {
    open(null);
    harness.processElement(ExplainInput.of(alert("k", Metric.RISK, List.of()), true), 0);
    assertEquals(List.of(), alerts());
    harness.processElement(
        ExplainInput.of(new Piece("k", "v", at("v"), null, new float[] {1.5f}, 0)), 0);
    LinearPart part = only().linear();
    assertEquals(1, part.total().value());
    assertEquals(0.5, part.remainder().value());
    assertEquals(List.of(new RowName("v", 1, 1, 0)), part.rows());
    assertEquals(0, entries());
  }

  @Test
  void whoIsNotAskedForGoesOnAtOnce() throws Exception {
    open(null);
    alert("k", false);
    assertNull(only().linear());
    assertEquals(0, entries());
  }

  @Test
  void withoutAnAnswerItGoesOnInTime() throws Exception {
    open(null);
    alert("k", true);
    piece("k", "u");
    harness.setProcessingTime(99);
    assertEquals(List.of(), alerts());
    harness.setProcessingTime(100);
    Alert alert = only();
    assertNull(alert.linear());
    assertEquals(List.of("odd", "not taken apart: no answer in time"), alert.reasons());
    piece("k", "v"); // too late
    assertEquals(List.of(), alerts());
    assertEquals(0, entries());
  }

  @Test
  void whoIsErasedMeanwhileIsSaidToBe() throws Exception {
    open(null);
    alert("k", true);
    harness.processElement(ExplainInput.of(new Piece("k", "u", null, null, null, 0)), 0);
    piece("k", "v");
    Alert alert = only();
    assertNull(alert.linear());
    assertEquals("not taken apart: one of the two is gone", alert.reasons().get(1));
    assertEquals(0, entries());
  }

  @Test
  void aFailureInBetweenLosesNeitherTheAlertNorItsTime() throws Exception {
    open(null);
    alert("k", true);
    alert("late", true);
    piece("k", "u");
    OperatorSubtaskState state = harness.snapshot(1, 1);
    harness.close();
    open(state);
    piece("k", "v");
    assertNotNull(only().linear());
    harness.setProcessingTime(100);
    assertEquals("late", only().key());
    assertEquals(0, entries());
  }

  /** As when a question is read again whose alert is not raised again yet. */
  @Test
  void piecesOfNobodysAlertLeaveNothing() throws Exception {
    open(null);
    piece("k", "u");
    piece("k", "v");
    assertEquals(List.of(), alerts());
    assertEquals(0, entries());
  }

  private int entries() {
    return harness.numKeyedStateEntries() + harness.numProcessingTimeTimers();
  }

  private void alert(String key, boolean asked) throws Exception {
    Alert alert = alert(key, Metric.SURPRISE, List.of(new EdgeRef("u", "v", "", 5)));
    harness.processElement(ExplainInput.of(alert, asked), 0);
  }

  private static Alert alert(String key, Metric metric, List<EdgeRef> events) {
    return new Alert(
        key, "odd", metric, "v", 2, 1, 5, 1, List.of(), events, List.of("odd"), null, null);
  }

  private void piece(String key, String vertex) throws Exception {
    harness.processElement(ExplainInput.of(new Piece(key, vertex, at(vertex), null, null, 0)), 0);
  }

  private static Snapshot at(String vertex) {
    return new Snapshot(
        0,
        new RowName(vertex, 1, 1, 0),
        new float[] {1},
        new float[] {1},
        new float[] {1},
        new float[] {0},
        new long[1],
        0,
        Double.NaN);
  }

  private void open(OperatorSubtaskState state) throws Exception {
    harness =
        new KeyedOneInputStreamOperatorTestHarness<>(
            new KeyedProcessOperator<>(new ExplainOperator(100)), ExplainInput::key, Types.STRING);
    if (state != null) {
      harness.initializeState(state);
    }
    harness.open();
  }

  private Alert only() {
    List<Alert> alerts = alerts();
    assertEquals(1, alerts.size());
    return alerts.get(0);
  }

  private List<Alert> alerts() {
    List<Alert> alerts = new ArrayList<>();
    while (!harness.getOutput().isEmpty()) {
      @SuppressWarnings("unchecked")
      StreamRecord<Alert> record = (StreamRecord<Alert>) harness.getOutput().poll();
      alerts.add(record.getValue());
    }
    return alerts;
  }
}
