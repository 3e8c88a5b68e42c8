// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.job;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.anabranch.pipeline.config.AnabranchConfig;
import io.anabranch.pipeline.evaluation.EvaluationRecord;
import io.anabranch.pipeline.evaluation.EvaluationSettings;
import io.anabranch.pipeline.link.LinkClock;
import io.anabranch.pipeline.link.LinkDecoder;
import io.anabranch.pipeline.link.LinkMessage;
import io.anabranch.pipeline.link.LinkRow;
import io.anabranch.state.event.EdgeEvent;
import io.anabranch.state.event.EraseEvent;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.functions.util.ListCollector;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.apache.flink.util.Collector;
import org.junit.jupiter.api.Test;

/** The evaluation under Flink. */
class EvaluationOperatorTest {

  private OneInputStreamOperatorTestHarness<EvaluationInput, EvaluationRecord> harness;

  /** A failure in the middle: the records are those of a run without one, bit for bit. */
  @Test
  void aRestoreChangesNothing() throws Exception {
    open(null);
    row("u1", 0, 1);
    row("p4", 0, 2);
    feed(0, 300);
    List<EvaluationRecord> expected = records();
    OperatorSubtaskState state = harness.snapshot(1, 1);
    feed(300, 700);
    harness.endInput();
    expected.addAll(records());
    harness.close();

    open(state);
    feed(300, 700);
    harness.endInput();
    assertEquals(expected.subList(2, expected.size()), records());
    assertEquals(7, expected.size());
    assertEquals(700, expected.stream().mapToLong(r -> r.counts().edges()).sum());
    assertEquals(3, expected.get(0).modelVersion());
    harness.close();
  }

  @Test
  void edgesThatComeAgainAfterARestoreCountOnce() throws Exception {
    open(null);
    feed(0, 50);
    OperatorSubtaskState state = harness.snapshot(1, 1);
    harness.close();
    open(state);
    EdgeEvent again = edge(49);
    harness.processElement(input(again, 490), 0);
    harness.endInput();
    EvaluationRecord record = records().get(0);
    assertEquals(50, record.counts().edges());
    assertEquals(1, record.counts().repeated());
    harness.close();
  }

  @Test
  void anEraseLeavesNothing() throws Exception {
    open(null);
    row("u0", 0, 1);
    for (int i = 0; i < 20; i++) {
      EdgeEvent edge = EdgeEvent.add("u0", "p" + i % 3, i);
      harness.processElement(input(edge, i), 0);
    }
    assertTrue(entries() > 4);
    for (String vertex : new String[] {"u0", "p0", "p1", "p2"}) {
      harness.processElement(new EvaluationInput.Erase(new EraseEvent(vertex, 20)), 0);
    }
    harness.processElement(new EvaluationInput.Clock(0, 1, 21), 0);
    assertEquals(0, entries());
    harness.close();
  }

  @Test
  void everyInputTravels() throws Exception {
    EvaluationInputSerializer serializer = new EvaluationInputSerializer();
    LinkRow row = new LinkRow(2, 7, 3, 4, new float[] {1, -2});
    for (EvaluationInput input :
        List.of(
            new EvaluationInput.Clock(3, 5, -1),
            new EvaluationInput.Edge(
                new EdgeEvent(EdgeEvent.Op.ADD, "a", "b", "id", 9, 2f),
                new EvaluationInput.Clock(0, 1, 8)),
            new EvaluationInput.Erase(new EraseEvent("a", 7)),
            new EvaluationInput.Row(new LinkMessage.Row("a", row)),
            new EvaluationInput.Row(new LinkMessage.Row("a", null)),
            new EvaluationInput.Mark(new LinkMessage.Mark(0, LinkClock.ROWS_EPOCH, 127, 4)))) {
      DataOutputSerializer out = new DataOutputSerializer(64);
      serializer.serialize(input, out);
      DataInputDeserializer in = new DataInputDeserializer(out.getCopyOfBuffer());
      assertEquals(input, serializer.deserialize(in));
      assertEquals(0, in.available());
    }
  }

  /** Of rows the mean alone, of marks one group's, and of epochs only. */
  @Test
  void onlyWhatIsLookedAtTravels() throws Exception {
    List<EvaluationInput> came = new ArrayList<>();
    EvaluationRows rows = new EvaluationRows(LinkDecoder.GAUSSIAN);
    Collector<EvaluationInput> out = new ListCollector<>(came);
    LinkRow row = new LinkRow(0, 3, 1, 2, new float[] {1, 2, 3, 4});
    LinkMessage.Row gone = new LinkMessage.Row("b", null);
    LinkMessage.Mark mark = new LinkMessage.Mark(0, LinkClock.ROWS_EPOCH, 5, 1);
    rows.flatMap(new LinkMessage.Row("a", row), out);
    rows.flatMap(gone, out);
    rows.flatMap(mark, out);
    rows.flatMap(new LinkMessage.Mark(1, LinkClock.ROWS_EPOCH, 5, 1), out);
    rows.flatMap(new LinkMessage.Mark(0, LinkClock.ROWS_PERIOD, 5, 1), out);
    assertEquals(
        List.of(
            new EvaluationInput.Row(
                new LinkMessage.Row("a", new LinkRow(0, 3, 1, 2, new float[] {1, 2}))),
            new EvaluationInput.Row(gone),
            new EvaluationInput.Mark(mark)),
        came);
  }

  @Test
  void rowsThatTravelTogetherCountEach() throws Exception {
    LinkMessage.Row one = new LinkMessage.Row("a", new LinkRow(0, 3, 1, 2, new float[] {1, 2}));
    LinkMessage.Row other = new LinkMessage.Row("b", new LinkRow(0, 3, 4, 5, new float[] {3, 4}));
    List<EvaluationInput> came = new ArrayList<>();
    new EvaluationRows(LinkDecoder.INNER_PRODUCT)
        .flatMap(new LinkMessage.Block(7, List.of(one, other)), new ListCollector<>(came));
    assertEquals(List.of(new EvaluationInput.Row(one), new EvaluationInput.Row(other)), came);
  }

  private static EdgeEvent edge(int i) {
    return EdgeEvent.add("u" + i * 7 % 13, "p" + i * i % 17, 10L * i);
  }

  private static EvaluationInput input(EdgeEvent edge, long clock) {
    return new EvaluationInput.Edge(edge, new EvaluationInput.Clock(0, 1, clock));
  }

  private void feed(int from, int to) throws Exception {
    for (int i = from; i < to; i++) {
      harness.processElement(input(edge(i), 10L * i), 0);
    }
  }

  private void row(String vertex, int epoch, float value) throws Exception {
    LinkRow row = new LinkRow(epoch, 3, 1, 0, new float[] {value});
    harness.processElement(new EvaluationInput.Row(new LinkMessage.Row(vertex, row)), 0);
  }

  private long entries() {
    return ((EvaluationOperator) harness.getOneInputOperator()).entries();
  }

  private void open(OperatorSubtaskState state) throws Exception {
    EvaluationSettings settings =
        new EvaluationSettings(
            AnabranchConfig.of(
                    "evaluation.one-in=2",
                    "evaluation.vertices=64",
                    "evaluation.negatives=8",
                    "evaluation.period=1s")
                .evaluation(),
            false);
    harness = new OneInputStreamOperatorTestHarness<>(new EvaluationOperator(settings));
    if (state != null) {
      harness.initializeState(state);
    }
    harness.open();
  }

  private List<EvaluationRecord> records() {
    List<EvaluationRecord> records = new ArrayList<>();
    while (!harness.getOutput().isEmpty()) {
      @SuppressWarnings("unchecked")
      StreamRecord<EvaluationRecord> record =
          (StreamRecord<EvaluationRecord>) harness.getOutput().poll();
      records.add(record.getValue());
    }
    return records;
  }
}
