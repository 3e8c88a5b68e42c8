// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.job;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.anabranch.model.artifact.NetworkArtifact;
import io.anabranch.model.artifact.NetworkArtifacts;
import io.anabranch.model.artifact.Weights;
import io.anabranch.model.autograd.Parameter;
import io.anabranch.model.layer.ModelCard;
import io.anabranch.model.pooling.PoolingNetwork;
import io.anabranch.pipeline.alert.EdgeRef;
import io.anabranch.pipeline.alert.Ego;
import io.anabranch.pipeline.alert.Metric;
import io.anabranch.pipeline.alert.Signal;
import io.anabranch.pipeline.ring.RingNetwork;
import io.anabranch.pipeline.ring.RingWatch;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.Test;

/**
 * The watch for rings under Flink, with a model that was not trained: when it looks, and at what.
 */
class RingOperatorTest {

  private OneInputStreamOperatorTestHarness<RingInput, Signal> harness;

  @Test
  void fiveSurprisingEdgesAroundAVertexAreLookedAtAlsoAcrossAFailure() throws Exception {
    open(null);
    for (int i = 0; i < 4; i++) {
      edge("u" + i, "v", 10 + i, 3f);
      edge("u" + i, "w", 10 + i, 1f); // not surprising enough
      edge("u" + i, "x", 10 + i, Float.NaN); // not scored
    }
    assertEquals(List.of(), signals());
    OperatorSubtaskState state = harness.snapshot(1, 1);
    harness.close();

    open(state);
    edge("u4", "v", 20, 3f);
    List<Signal> signals = signals();
    assertEquals(1, signals.size());
    Signal signal = signals.get(0);
    assertEquals(Metric.RING, signal.metric());
    assertEquals("v", signal.vertex());
    assertEquals(20, signal.eventTime());
    assertEquals(
        "5 surprising edges around v; ego graph of 8 vertices and 13 pairs, scored by rings"
            + " version 1",
        signal.reasons().get(0));
    assertTrue(signal.reasons().get(1).startsWith("like v: v"), signal.reasons()::toString);
    edge("u5", "v", 21, 3f);
    assertEquals(List.of(), signals(), "the five have counted");
    harness.close();
  }

  @Test
  void whatTheHorizonHasLeftAWindowBehindAndWhoIsErasedLeaveNothing() throws Exception {
    open(null);
    edge("a", "b", 10, 3f);
    edge("c", "d", 500, 3f);
    edge("c", "e", 600, 3f);
    harness.processElement(RingInput.clock(0, 2, 10_000), 0);
    assertEquals(3 + 5, entries(), "the other partition's clock was not heard yet");
    harness.processElement(RingInput.clock(1, 2, 200), 0);
    assertEquals(2 + 3, entries());
    harness.processElement(RingInput.erase("c"), 0);
    assertEquals(0, entries());
    OperatorSubtaskState state = harness.snapshot(1, 1);
    harness.close();
    open(state);
    edge("a", "b", 150, 3f);
    harness.processElement(RingInput.clock(1, 2, 300), 0);
    assertEquals(0, entries(), "the horizon was kept");
    harness.close();
  }

  /** From one source, within the window; what only leads to it is no burst. */
  @Test
  void burstsAreCountedWithoutAModel() throws Exception {
    open(new RingOperator(new RingWatch.Settings(100, 1_000, 2f, 5), null, true), null);
    edge("v", "a", 10, 3f);
    edge("b", "v", 20, 3f);
    edge("v", "c", 30, 1f);
    edge("v", "d", 40, 3f);
    edge("v", "a", 111, 3f); // the first one was before
    List<Signal> signals = signals();
    assertEquals(List.of("v 1.0", "b 1.0", "v 2.0", "v 2.0"), texts(signals));
    assertEquals(
        List.of("2 surprising edges from v within 0 s, to a, d"), signals.get(3).reasons());
    Ego.Pair toA = new Ego.Pair(0, 1, 1);
    Ego.Pair toD = new Ego.Pair(0, 2, 1);
    assertEquals(
        new Ego(11, List.of("v", "a", "d"), List.of(0, 1, 1), List.of(toA, toD)),
        signals.get(3).ego());
    harness.close();
  }

  /** Whatever the scale of scores; also across a failure. */
  @Test
  void whatIsSurprisingMayBeSaidByWhatIsUsual() throws Exception {
    RingWatch.Settings settings = new RingWatch.Settings(10_000, 1_000, 2f, 0.9f, 5);
    open(new RingOperator(settings, null, true), null);
    for (int i = 0; i < 200; i++) {
      edge("u" + i, "w" + i, i, i % 5 == 4 ? 0.002f : 0.001f);
    }
    edge("v", "a", 200, Float.NaN);
    assertEquals(List.of(), signals(), "what a fifth has is above no nine tenths");
    OperatorSubtaskState state = harness.snapshot(1, 1);
    harness.close();
    open(new RingOperator(settings, null, true), state);
    edge("v", "a", 201, 0.001f);
    edge("v", "b", 202, 0.003f);
    assertEquals(List.of("v 1.0"), texts(signals()));
    harness.close();
  }

  private static List<String> texts(List<Signal> signals) {
    return signals.stream().map(signal -> signal.vertex() + " " + signal.score()).toList();
  }

  private int entries() {
    return ((RingOperator) harness.getOneInputOperator()).entries();
  }

  private void edge(String src, String dst, long time, float surprise) throws Exception {
    harness.processElement(RingInput.edge(new EdgeRef(src, dst, "", time), surprise), 0);
  }

  private void open(OperatorSubtaskState state) throws Exception {
    open(new RingOperator(new RingWatch.Settings(100, 1_000, 2f, 5), model(), false), state);
  }

  private void open(RingOperator operator, OperatorSubtaskState state) throws Exception {
    harness = new OneInputStreamOperatorTestHarness<>(operator);
    if (state != null) {
      harness.initializeState(state);
    }
    harness.open();
  }

  private static RingBytes model() {
    PoolingNetwork network = RingNetwork.create(4, 1);
    List<Parameter> all = new ArrayList<>(network.parameters());
    all.addAll(network.moments());
    ModelCard card =
        new ModelCard(1, "test", null, null, new TreeMap<>(Map.of("hidden", "4")), new TreeMap<>());
    return RingBytes.of(
        NetworkArtifacts.toBytes(
            new NetworkArtifact(
                "rings", 1, RingNetwork.ARCHITECTURE, card, Weights.PLAIN.of(all))));
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
}
