// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.job;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.anabranch.connectors.codec.Embedding;
import io.anabranch.connectors.kafka.EmbeddingUpdate;
import io.anabranch.model.layer.ModelCard;
import io.anabranch.model.risk.RiskLayer;
import io.anabranch.model.risk.RiskModel;
import io.anabranch.pipeline.alert.Metric;
import io.anabranch.pipeline.alert.RiskScore;
import io.anabranch.pipeline.alert.Signal;
import io.anabranch.pipeline.link.RowName;
import io.anabranch.state.exchange.KeyGroups;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.apache.flink.util.OutputTag;
import org.junit.jupiter.api.Test;

/** Scores of rows under Flink. The risk model says sigmoid(x - y). */
class VertexScoreOperatorTest {

  private static final OutputTag<RiskScore> RISKS =
      new OutputTag<>("risk-scores", RiskScoreType.INFO);
  private static final RiskModel MODEL =
      new RiskModel(
          "fraud",
          4,
          new RiskModel.Source("demo", 1),
          List.of(new RiskLayer(2, new float[] {1, -1}, new float[] {0})),
          ModelCard.untrained(1));

  private KeyedOneInputStreamOperatorTestHarness<String, EmbeddingUpdate, Signal> harness;

  @Test
  void everyRowIsScoredAndNamesWhatItWasScoredFrom() throws Exception {
    open(RiskBytes.of(MODEL), false, null);
    row("a", 7, 1, 2, 2);
    row("a", 8, 1, 3, 1);

    List<RiskScore> risks = risks();
    assertEquals(0.5f, risks.get(0).score());
    assertEquals(new RiskScore("a", 0.8807971f, 80, used(8, 3, 1), "fraud", 4), risks.get(1));
    List<Signal> signals = signals();
    assertEquals(Metric.RISK, signals.get(1).metric());
    assertEquals(List.of(used(8, 3, 1)), signals.get(1).rows());
    assertEquals(List.of("scored by fraud version 4"), signals.get(1).reasons());
    harness.close();
  }

  @Test
  void rowsOfAnotherModelAreNotScored() throws Exception {
    open(RiskBytes.of(MODEL), false, null);
    row("a", 7, 2, 2, 2);
    assertTrue(signals().isEmpty() && risks().isEmpty());
    harness.close();
  }

  @Test
  void aVertexThatIsGoneLeavesNothing() throws Exception {
    open(RiskBytes.of(MODEL), true, null);
    row("a", 7, 1, 2, 2);
    assertEquals(1, harness.numKeyedStateEntries());
    harness.processElement(EmbeddingUpdate.tombstone("a"), 0);
    assertEquals(0, harness.numKeyedStateEntries());
    assertTrue(risks().get(1).isGone());
    harness.close();
  }

  @Test
  void aJumpIsTheDistanceOfTwoRowsOfOneModelAlsoAfterAFailure() throws Exception {
    open(null, true, null);
    row("a", 1, 1, 0, 0);
    row("a", 2, 1, 3, 4);
    List<Signal> signals = signals();
    assertEquals(1, signals.size(), "the first row is no jump");
    assertEquals(5f, signals.get(0).score());
    assertEquals(List.of(used(2, 3, 4), used(1, 0, 0)), signals.get(0).rows());
    OperatorSubtaskState state = harness.snapshot(1, 1);
    harness.close();

    open(null, true, state);
    row("a", 3, 1, 3, 4);
    row("a", 4, 2, 30, 40); // another model
    assertTrue(signals().isEmpty());
    row("a", 5, 2, 30, 41);
    assertEquals(1f, signals().get(0).score());
    harness.close();
  }

  /** The last layer, chained to the operator, computes a vertex's rows into one array. */
  @Test
  void whatARowWasIsKeptWhenItsArrayIsUsedAgain() throws Exception {
    open(null, true, null);
    float[] values = {0, 0};
    row("a", 1, 1, values);
    values[0] = 3;
    values[1] = 4;
    row("a", 2, 1, values);
    assertEquals(5f, signals().get(0).score());
    harness.close();
  }

  /** Where somebody asks what a jump is made of; also when the array is used again. */
  @Test
  void aJumpBringsTheRowAlongThatItComesFrom() throws Exception {
    open(new VertexScoreOperator(null, true, true, RISKS), null);
    float[] values = {1, 2};
    row("a", 1, 1, values);
    values[0] = 4;
    values[1] = 6;
    row("a", 2, 1, values);
    values[1] = 7;
    row("a", 3, 1, values);
    List<Signal> signals = signals();
    assertArrayEquals(new float[] {1, 2}, signals.get(0).before());
    assertArrayEquals(new float[] {4, 6}, signals.get(1).before());
    harness.close();
    open(null, true, null);
    row("a", 1, 1, 0, 0);
    row("a", 2, 1, 3, 4);
    assertNull(signals().get(0).before());
    harness.close();
  }

  private void open(RiskBytes model, boolean jumps, OperatorSubtaskState state) throws Exception {
    open(new VertexScoreOperator(model, jumps, false, RISKS), state);
  }

  private void open(VertexScoreOperator operator, OperatorSubtaskState state) throws Exception {
    harness =
        new KeyedOneInputStreamOperatorTestHarness<>(
            operator, EmbeddingUpdate::vertex, Types.STRING, KeyGroups.COUNT, 1, 0);
    if (state != null) {
      harness.initializeState(state);
    }
    harness.open();
  }

  private void row(String vertex, long sequence, int version, float... values) throws Exception {
    harness.processElement(
        EmbeddingUpdate.of(new Embedding(vertex, 10 * sequence, 0, sequence, version, values)), 0);
  }

  private static RowName used(long sequence, float... values) {
    return RowName.of(new Embedding("a", 0, 0, sequence, 1, values));
  }

  private List<Signal> signals() {
    List<Signal> signals = new ArrayList<>();
    while (!harness.getOutput().isEmpty()) {
      @SuppressWarnings("unchecked")
      StreamRecord<Signal> record = (StreamRecord<Signal>) harness.getOutput().poll();
      signals.add(record.getValue());
    }
    return signals;
  }

  private List<RiskScore> risks() {
    List<RiskScore> risks = new ArrayList<>();
    if (harness.getSideOutput(RISKS) != null) {
      harness.getSideOutput(RISKS).forEach(record -> risks.add(record.getValue()));
    }
    return risks;
  }
}
