// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.stage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.anabranch.model.layer.Activation;
import io.anabranch.model.layer.ConvolutionWeights;
import io.anabranch.model.layer.SageLayer;
import io.anabranch.model.layer.SageWeights;
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
  private static final SageWeights WEIGHTS =
      new SageWeights(1, 1, new float[] {1}, new float[] {0.5f}, new float[] {3});
  private static final SageLayer MEAN = new SageLayer(WEIGHTS, false, Activation.NONE, false);

  // It tells itself 3 h + 0.5, and says relu(2 h - 1).
  private static final SageLayer MAX_POOL =
      new SageLayer(
          WEIGHTS.withPool(new float[] {2}, new float[] {-1}), false, Activation.NONE, false);

  private final MemoryVertexStore<ScatterVertex> store =
      new MemoryVertexStore<>(() -> new ScatterFormat().empty(null));
  private final Told told = new Told();
  private final ScatterStage stage = new ScatterStage(store, told, MEAN, false, Sending.plain());

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
    ScatterStage first = new ScatterStage(store, told, MEAN, true, Sending.plain());
    first.subscription("u", "v", 0.5f, LayerMask.ALL, 1, CAUSE);
    assertEquals(List.of("delta v +1 null", "u -> v, weight 0.5: +1"), told.take());
  }

  /** Bit 0 is the first layer; what is left for later layers moves down by one. */
  @Test
  void onlyLayersThatTakeAnEdgeHearOfIt() {
    ScatterStage first = new ScatterStage(store, told, MEAN, true, Sending.plain());
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
    ScatterStage first = new ScatterStage(store, told, MEAN, true, Sending.plain());
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
  void wordsGoToMailboxes() {
    ScatterStage max = new ScatterStage(store, told, MAX_POOL, false, Sending.plain());
    max.self("u", new float[] {2}, CAUSE);
    max.subscription("u", "v", 1f, LayerMask.ALL, 1, CAUSE);
    assertEquals(List.of(), told.take(), "u has said nothing yet");
    assertEquals(List.of("self u [6.5]", "mail v <- u [3.0] #1"), flush(max));
    max.self("u", new float[] {4}, CAUSE);
    assertEquals(List.of("self u [12.5]", "mail v <- u [7.0] #2"), flush(max));
    max.subscription("u", "w", 1f, LayerMask.ALL, 1, CAUSE);
    assertEquals(List.of("mail w <- u [7.0] #3"), told.take());
  }

  /** However many edges there are and of whatever weights, the word comes once and goes once. */
  @Test
  void parallelEdgesAreOneWord() {
    ScatterStage max = new ScatterStage(store, told, MAX_POOL, false, Sending.plain());
    max.self("u", new float[] {2}, CAUSE);
    flush(max);
    max.subscription("u", "v", 1f, LayerMask.ALL, 2, CAUSE);
    assertEquals(List.of("mail v <- u [3.0] #1"), told.take());
    max.subscription("u", "v", -0.5f, LayerMask.ALL, 1, CAUSE);
    max.subscription("u", "v", 1f, LayerMask.ALL, -2, CAUSE);
    assertEquals(List.of(), told.take());
    max.subscription("u", "v", -0.5f, LayerMask.ALL, -1, CAUSE);
    assertEquals(List.of("mail v <- u null #2"), told.take());
    max.gone("u", CAUSE);
    assertEquals(List.of("gone u"), flush(max));
    assertEquals(Set.of(), store.vertices().keySet());
  }

  @Test
  void aWordThatStaysTheSameIsNotSaidAgain() {
    ScatterStage max = new ScatterStage(store, told, MAX_POOL, false, Sending.plain());
    max.self("u", new float[] {-1}, CAUSE);
    max.subscription("u", "v", 1f, LayerMask.ALL, 1, CAUSE);
    assertEquals(List.of("self u [-2.5]", "mail v <- u [0.0] #1"), flush(max));
    max.self("u", new float[] {-2}, CAUSE); // still cut off at 0
    assertEquals(List.of("self u [-5.5]"), flush(max));
  }

  @Test
  void withinEpsilonNothingIsSentAndTheRestIsKept() {
    ScatterStage held = new ScatterStage(store, told, MEAN, false, new Sending(Hubs.none(), 0.5f));
    held.subscription("u", "v", 1f, LayerMask.ALL, 1, CAUSE);
    held.self("u", new float[] {1}, CAUSE);
    flush(held);
    held.self("u", new float[] {1.25f}, CAUSE);
    assertEquals(List.of("self u [1.25]"), flush(held));
    held.self("u", new float[] {1.5f}, CAUSE);
    assertEquals(List.of("self u [1.5]"), flush(held), "0.5 is no more than epsilon");
    held.subscription("u", "w", 1f, LayerMask.ALL, 1, CAUSE);
    assertEquals(List.of("delta w +1 [1.0]"), told.take(), "what all others have");
    held.self("u", new float[] {1.75f}, CAUSE);
    assertEquals(3, flush(held).size(), "0.75 in all");
    held.subscription("u", "w", 1f, LayerMask.ALL, -1, CAUSE);
    assertEquals(List.of("delta w -1 [-1.75]"), told.take());
  }

  @Test
  void whatFixedPointCannotHoldIsCounted() {
    value(20_000f);
    flush();
    assertEquals(1, stage.clamped());
    edges(1f, 1);
    edges(0.5f, 1);
    assertEquals(1, stage.clamped(), "half of it fits");
    edges(2f, 1);
    assertEquals(2, stage.clamped());
    value(1f);
    flush();
    assertEquals(2, stage.clamped());
  }

  /** Three in-edges of u: what it says is divided by the root of 4. */
  @Test
  void aDegreeRescalesWhatIsSaid() {
    ConvolutionWeights weights = new ConvolutionWeights(1, 1, new float[] {7}, new float[] {9});
    ScatterStage gcn =
        new ScatterStage(
            store,
            told,
            new SageLayer(weights, false, Activation.NONE, false),
            false,
            Sending.plain());
    gcn.degree("u", 0b11, 3L << 24, CAUSE);
    assertEquals(List.of("degree u, layers 3: +50331648"), flush(gcn));
    assertEquals(Set.of("u"), store.vertices().keySet(), "the vertex itself is told later");
    gcn.self("u", new float[] {6}, CAUSE);
    gcn.subscription("u", "v", 1f, LayerMask.ALL, 1, CAUSE);
    assertEquals(List.of("delta v +1 null", "self u [3.0]", "delta v +0 [3.0]"), flush(gcn));
    gcn.degree("u", 0b10, 5, CAUSE);
    assertEquals(List.of("degree u, layers 2: +5"), flush(gcn), "of another layer");
    gcn.degree("u", LayerMask.ALL, -3L << 24, CAUSE);
    assertEquals(
        List.of("degree u, layers -1: -50331648", "self u [6.0]", "delta v +0 [3.0]"), flush(gcn));
    gcn.degree("u", LayerMask.ALL, 8L << 24, CAUSE);
    flush(gcn);
    gcn.subscription("u", "v", 1f, LayerMask.ALL, -1, CAUSE);
    gcn.gone("u", CAUSE);
    assertEquals(List.of("delta v -1 [-2.0]", "gone u"), flush(gcn));
    gcn.degree("u", LayerMask.ALL, -8L << 24, CAUSE);
    flush(gcn);
    assertEquals(Set.of(), store.vertices().keySet());
  }

  @Test
  void nothingSendsDeltasToIt() {
    assertThrows(IllegalStateException.class, () -> stage.mail("v", "u", null, 1, CAUSE));
    assertThrows(IllegalStateException.class, () -> stage.delta("v", 1, 1, new long[] {1}, CAUSE));
  }

  private void value(float value) {
    stage.self("u", new float[] {value}, CAUSE);
  }

  private void edges(float weight, int change) {
    stage.subscription("u", "v", weight, LayerMask.ALL, change, CAUSE);
  }

  private List<String> flush() {
    return flush(stage);
  }

  private List<String> flush(ScatterStage stage) {
    stage.flush();
    return told.take();
  }
}
