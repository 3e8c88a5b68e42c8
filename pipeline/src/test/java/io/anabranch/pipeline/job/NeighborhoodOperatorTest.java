// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.job;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.anabranch.state.event.EdgeEvent;
import io.anabranch.state.event.EraseEvent;
import io.anabranch.state.event.FeaturesEvent;
import io.anabranch.state.event.GraphEvent;
import io.anabranch.state.event.InputTopic;
import io.anabranch.state.exchange.KeyGroups;
import io.anabranch.state.exchange.Message;
import io.anabranch.state.neighborhood.NeighborhoodFormat;
import io.anabranch.state.sample.SampleRule;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.state.KeyedStateBackend;
import org.apache.flink.runtime.state.StateBackend;
import org.apache.flink.runtime.state.VoidNamespace;
import org.apache.flink.runtime.state.hashmap.HashMapStateBackend;
import org.apache.flink.state.rocksdb.EmbeddedRocksDBStateBackend;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.apache.flink.util.ExceptionUtils;
import org.apache.flink.util.OutputTag;
import org.junit.jupiter.api.Test;

/** Keyed state and timers of the Neighborhood under Flink, counted. */
class NeighborhoodOperatorTest {

  private static final long TTL = 100;

  /** What is kept of the key groups as such: their clocks. */
  private static final int CONTROLS = KeyGroups.COUNT;

  /** What is kept of the key groups while there are erases. */
  private static final int ERASES = KeyGroups.COUNT;

  private KeyedOneInputStreamOperatorTestHarness<String, Message, Message> harness;
  private StateBackend backend = new HashMapStateBackend();
  private long checkpoint;
  private long now;

  @Test
  void ofWhatExpiredAndWasErasedNothingIsKept() throws Exception {
    open(null);
    for (int i = 0; i < 600; i++) {
      send(EdgeEvent.add("u" + i, "hub", i % 50));
      send(new FeaturesEvent("u" + i, 1, new float[] {i, 1}));
    }
    clocks(0);
    assertTrue(entries() > CONTROLS + 600, "vertices, the pages of the hub");
    assertEquals(1, harness.numEventTimeTimers());
    for (int i = 0; i < 600; i++) {
      erase("u" + i, 20);
    }
    pass(1_000); // the sweep goes on between records
    // Of the hub the edges of 21 to 49 are left: a vertex, and the map of its pages.
    assertEquals(CONTROLS + ERASES + 2, entries());
    clocks(1_000);
    assertEquals(0, harness.numEventTimeTimers());
    assertEquals(CONTROLS, entries());
    harness.close();
  }

  @Test
  void aSweepUnderWayBeginsAnewAfterARestore() throws Exception {
    open(null);
    for (int i = 0; i < 2_000; i++) {
      send(EdgeEvent.add("u", "v" + i, 1));
    }
    clocks(0);
    erase("u", 20);
    pass(2); // one step
    OperatorSubtaskState state = snapshot();
    int left = harness.numKeyedStateEntries() - CONTROLS - ERASES;
    assertTrue(left > 0 && left < 2_000, left + " vertices are left");
    harness.close();

    open(state);
    pass(1_000);
    assertEquals(CONTROLS + ERASES, entries());
    clocks(1_000);
    assertEquals(CONTROLS, entries());
    assertEquals(0, harness.numEventTimeTimers());
    harness.close();
  }

  /** Vertices come and go in front of the sweep and behind it, and the end comes in the middle. */
  @Test
  void rocksDbIsSweptInStepsWhileItChanges() throws Exception {
    backend = new EmbeddedRocksDBStateBackend();
    open(null);
    for (int i = 0; i < 3_000; i++) {
      send(EdgeEvent.add("u", "v" + i, 1));
      send(EdgeEvent.add("w", "v" + i, 30));
    }
    clocks(0);
    snapshot();
    erase("u", 20);
    for (int step = 0; step < 10; step++) {
      pass(2);
      for (int i = 0; i < 100; i++) {
        send(EdgeEvent.add("w", "new" + step + "-" + i, 30));
        send(EdgeEvent.remove("w", "v" + (step + 30 * i), 31));
      }
      OperatorSubtaskState state = snapshot();
      if (step == 5) {
        harness.close(); // with a sweep under way
        open(state);
      }
    }
    pass(1_000);
    clocks(40); // the removals of 31 go, the edges of 30 stay
    assertEquals(3_000 + 1_000 - 1_000, storedVertices());
    clocks(1_000);
    assertEquals(0, storedVertices());
    harness.close();
  }

  @Test
  void aStateGoesOnWithItsOwnTimeToLive() throws Exception {
    open(null);
    OperatorSubtaskState state = snapshot();
    harness.close();
    Exception e = assertThrows(Exception.class, () -> open(state, NeighborhoodFormat.NO_TTL));
    assertEquals(
        "the state was computed with other settings, and goes on with its own or not at all;"
            + " edge.ttl: 100ms, now off",
        ExceptionUtils.findThrowable(e, IllegalStateException.class).orElseThrow().getMessage());
  }

  @Test
  void theEndOfTheInputFinishesTheSweep() throws Exception {
    open(null);
    for (int i = 0; i < 2_000; i++) {
      send(EdgeEvent.add("u", "v" + i, 1));
    }
    erase("u", 20);
    harness.endInput();
    assertEquals(ERASES, entries());
    harness.close();
  }

  /** All stages copy their state then, and what lies before a barrier holds it up. */
  @Test
  void aNewModelIsToldNothingAroundABarrier() throws Exception {
    open(null);
    for (int i = 0; i < 2_000; i++) {
      send(new FeaturesEvent("v" + i, 1, new float[] {i, 1}));
    }
    pass(1_000);
    snapshot();
    harness.notifyOfCompletedCheckpoint(checkpoint);
    for (int group = 0; group < KeyGroups.COUNT; group++) {
      harness.processElement(new Message.Begin(group, 1), 0);
    }
    assertTrue(toldWithin(899) > 0);
    pass(101); // since the barrier: 1,000
    snapshot();
    assertEquals(0, toldWithin(400), "the checkpoint is under way");
    harness.notifyOfCompletedCheckpoint(checkpoint);
    assertTrue(toldWithin(400) > 0);
    pass(100);
    assertEquals(0, toldWithin(99), "the next barrier is expected");
    snapshot();
    pass(500);
    assertTrue(toldWithin(400) > 0, "the checkpoint takes too long to be waited for");
    harness.close();
  }

  /** Blocks for the new model that are sent in so many milliseconds. */
  private long toldWithin(long millis) throws Exception {
    harness.getOutput().clear();
    pass(millis);
    return harness.extractOutputValues().stream()
        .filter(message -> message instanceof Message.Block block && block.epoch() == 1)
        .count();
  }

  private void open(OperatorSubtaskState state) throws Exception {
    open(state, TTL);
  }

  private void open(OperatorSubtaskState state, long ttl) throws Exception {
    now = 0;
    String pin = ttl == NeighborhoodFormat.NO_TTL ? "off" : ttl + "ms";
    NeighborhoodOperator operator =
        new NeighborhoodOperator(
            new StageSettings(100, 5, 50, 10_000, 100_000, 0f, 0, TellingPace.of(640)),
            2,
            ttl,
            SampleRule.ALL,
            new PinnedSettings(new TreeMap<>(Map.of("edge.ttl", pin))),
            new OutputTag<>("status", StatusPart.TYPE));
    harness =
        new KeyedOneInputStreamOperatorTestHarness<>(
            operator, Message::key, Types.STRING, KeyGroups.COUNT, 1, 0);
    harness.setStateBackend(backend);
    if (state != null) {
      harness.initializeState(state);
    }
    harness.open();
  }

  private void pass(long millis) throws Exception {
    for (long end = now + millis; now < end; now++) {
      harness.setProcessingTime(now + 1);
    }
  }

  private void send(GraphEvent event) throws Exception {
    harness.processElement(new Message.Arrival(event, 0), 0);
  }

  private void erase(String vertex, long timestamp) throws Exception {
    for (int group = 0; group < KeyGroups.COUNT; group++) {
      harness.processElement(new Message.Erase(group, new EraseEvent(vertex, timestamp), 0), 0);
    }
  }

  private void clocks(long time) throws Exception {
    for (InputTopic input : InputTopic.values()) {
      for (int group = 0; group < KeyGroups.COUNT; group++) {
        harness.processElement(new Message.Clock(group, input, 0, 1, time), 0);
      }
    }
  }

  private OperatorSubtaskState snapshot() throws Exception {
    checkpoint++;
    harness.prepareSnapshotPreBarrier(checkpoint);
    return harness.snapshot(checkpoint, checkpoint);
  }

  private long storedVertices() throws Exception {
    snapshot();
    KeyedStateBackend<String> keyed =
        ((NeighborhoodOperator) harness.getOperator()).getKeyedStateBackend();
    try (Stream<String> keys = keyed.getKeys(StateNames.VERTICES, VoidNamespace.INSTANCE)) {
      return keys.count();
    }
  }

  /** All keyed state there is, written back. */
  private int entries() throws Exception {
    snapshot();
    return harness.numKeyedStateEntries();
  }
}
