// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.stage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.anabranch.state.exchange.Cause;
import io.anabranch.state.exchange.LayerMask;
import io.anabranch.state.store.MemoryVertexStore;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.junit.jupiter.api.Test;

/** Two vertices u and v, an edge u -> v, features of width 1. */
class ScatterStageTest {

  private static final Cause CAUSE = new Cause(0, 0);

  private final MemoryVertexStore<ScatterVertex> store =
      new MemoryVertexStore<>(() -> new ScatterFormat().empty(null));
  private final Told told = new Told();
  private final ScatterStage stage = new ScatterStage(store, told, 1, false);

  @Test
  void featuresGoToTheVertexItselfAndToItsSubscribers() {
    value(1.5f);
    edges(1f, 1);
    assertEquals(List.of("delta v +1 null"), told.take(), "u has sent nothing yet");
    assertEquals(1, stage.dirty());
    assertEquals(List.of("self u [1.5]", "delta v +0 [1.5]"), flush());
    assertEquals(0, stage.dirty());
  }

  @Test
  void aNewSubscriberIsToldAtOnceWhatWasSent() {
    value(1.5f);
    flush();
    edges(1f, 1);
    assertEquals(List.of("delta v +1 [1.5]"), told.take());
    assertEquals(List.of(), flush());
    edges(1f, -1);
    assertEquals(List.of("delta v -1 [-1.5]"), told.take());
  }

  @Test
  void aChangeSendsTheDifferenceTimesTheWeight() {
    value(1.5f);
    flush();
    edges(-2f, 1);
    edges(1f, 2);
    assertEquals(List.of("delta v +1 [-3.0]", "delta v +2 [3.0]"), told.take());
    value(2f);
    assertEquals(
        Set.of("self u [2.0]", "delta v +0 [-1.0]", "delta v +0 [1.0]"), Set.copyOf(flush()));
  }

  @Test
  void onlyWhatTheVertexHasAtTheFlushIsSaid() {
    value(1f);
    value(2f);
    assertEquals(List.of("self u [2.0]"), flush());
    value(7f);
    value(2f);
    assertEquals(List.of(), flush());
  }

  /** A subscriber alone makes a vertex exist, with features of zero. */
  @Test
  void aVertexWithoutFeaturesExistsForItsSubscriber() {
    edges(1f, 1);
    assertEquals(List.of("delta v +1 null", "self u [0.0]"), flush());
    edges(1f, -1);
    assertEquals(List.of("delta v -1 null", "gone u"), flush());
    assertEquals(Set.of(), store.vertices().keySet());
  }

  @Test
  void aVertexThatIsGoneIsZeroToItsSubscriber() {
    value(1.5f);
    edges(1f, 1);
    flush();
    stage.gone("u", CAUSE);
    assertEquals(List.of("self u [0.0]", "delta v +0 [-1.5]"), flush());
    edges(1f, -1);
    assertEquals(List.of("delta v -1 null", "gone u"), flush());
    assertEquals(Set.of(), store.vertices().keySet());
  }

  @Test
  void whatNeverWasLeavesNothing() {
    edges(1f, -1);
    edges(1f, 1);
    assertEquals(List.of("delta v -1 null", "delta v +1 null"), flush());
    value(1f);
    stage.gone("u", CAUSE);
    assertEquals(List.of(), flush());
    assertEquals(Set.of(), store.vertices().keySet());
  }

  @Test
  void subscriptionsGoOnWhereTheNextStageScatters() {
    ScatterStage first = new ScatterStage(store, told, 1, true);
    first.subscription("u", "v", 0.5f, LayerMask.ALL, 1, CAUSE);
    assertEquals(List.of("delta v +1 null", "u -> v, weight 0.5: +1"), told.take());
  }

  /** Bit 0 is the first layer; what is left for later layers moves down by one. */
  @Test
  void onlyLayersThatTakeAnEdgeHearOfIt() {
    ScatterStage first = new ScatterStage(store, told, 1, true);
    first.subscription("u", "v", 1f, 0b01, 1, CAUSE);
    assertEquals(List.of("delta v +1 null"), told.take());
    first.subscription("u", "v", 1f, 0b11, 1, CAUSE);
    assertEquals(List.of("delta v +1 null", "u -> v, weight 1.0, layers 1: +1"), told.take());
    first.subscription("u", "v", 1f, 0b100, 1, CAUSE);
    assertEquals(List.of("u -> v, weight 1.0, layers 2: +1"), told.take());
    first.self("u", new float[] {1.5f}, CAUSE);
    first.flush();
    assertEquals(List.of("self u [1.5]", "delta v +0 [3.0]"), told.take(), "two edges of three");
  }

  @Test
  void anEdgeForLaterLayersAloneMakesItsSourceExist() throws IOException {
    ScatterStage first = new ScatterStage(store, told, 1, true);
    first.subscription("u", "v", 1f, 0b10, 1, CAUSE);
    first.flush();
    assertEquals(List.of("u -> v, weight 1.0, layers 1: +1", "self u [0.0]"), told.take());

    ScatterFormat format = new ScatterFormat();
    DataOutputSerializer out = new DataOutputSerializer(64);
    format.write(store.at("u"), out);
    ScatterVertex read = format.read(new DataInputDeserializer(out.getCopyOfBuffer()), null);
    assertFalse(format.isEmpty(read));
    store.vertices().put("u", read);

    first.subscription("u", "v", 1f, 0b10, -1, CAUSE);
    first.flush();
    assertEquals(List.of("u -> v, weight 1.0, layers 1: -1", "gone u"), told.take());
    assertEquals(Set.of(), store.vertices().keySet());
  }

  @Test
  void nothingSendsDeltasToIt() {
    assertThrows(IllegalStateException.class, () -> stage.delta("v", 1, 1, new long[] {1}, CAUSE));
  }

  private void value(float value) {
    stage.self("u", new float[] {value}, CAUSE);
  }

  private void edges(float weight, int change) {
    stage.subscription("u", "v", weight, LayerMask.ALL, change, CAUSE);
  }

  private List<String> flush() {
    stage.flush();
    return told.take();
  }
}
