// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.stage;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.anabranch.model.kernel.FixedPoint;
import io.anabranch.model.layer.Activation;
import io.anabranch.model.layer.AttentionWeights;
import io.anabranch.model.layer.ConvolutionWeights;
import io.anabranch.model.layer.Heads;
import io.anabranch.model.layer.Hearing;
import io.anabranch.model.layer.LstmWeights;
import io.anabranch.model.layer.MailboxAggregator;
import io.anabranch.model.layer.SageLayer;
import io.anabranch.model.layer.SageWeights;
import io.anabranch.state.exchange.Cause;
import io.anabranch.state.exchange.LayerMask;
import io.anabranch.state.exchange.Roll;
import io.anabranch.state.store.MemoryVertexStore;
import java.io.IOException;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.junit.jupiter.api.Test;

/** Layers from one number to one number, so that each step can be worked by hand. */
class LayerStageTest {

  private static final Cause CAUSE = new Cause(0, 0);

  private final MemoryVertexStore<LayerVertex> store =
      new MemoryVertexStore<>(() -> new LayerFormat().empty(null));
  private final Told told = new Told();

  // h' = 2 * mean + 0.5 + 3 * h
  private final LastLayerStage last =
      new LastLayerStage(store, layer(2f, 0.5f, 3f, false, Activation.NONE), told);

  // h' = max(0, mean + h); it sends 5 * h' to the next layer
  private final HiddenLayerStage hidden =
      new HiddenLayerStage(
          store,
          layer(1f, 0f, 1f, false, Activation.RELU),
          layer(5f, 0f, 1f, true, Activation.NONE),
          told,
          false,
          Sending.plain());

  @Test
  void theLastLayerEmitsEmbeddings() {
    self(last, "v", 10);
    delta(last, "v", 2, 4); // mean 2
    assertEquals(List.of("v = [34.5], row 1"), flush(last));
    delta(last, "v", 0, 2); // mean 3
    assertEquals(List.of("v = [36.5], row 2"), flush(last));
    delta(last, "v", 1, 3); // three neighbors, the same mean
    assertEquals(List.of(), flush(last));
  }

  /** As in a slot of the next model, until the vertex's group goes over. */
  @Test
  void aVertexIsComputedWhenItsRowsAreWanted() {
    Set<String> wanted = new HashSet<>();
    LastLayerStage next =
        new LastLayerStage(
            store, layer(2f, 0.5f, 3f, false, Activation.NONE), told.wanting(wanted));
    self(next, "v", 10);
    delta(next, "v", 1, 3);
    assertEquals(0, next.dirty());
    delta(next, "v", 1, 1); // mean 2
    self(next, "gone", 1);
    next.gone("gone", CAUSE);
    assertEquals(List.of(), flush(next));
    wanted.addAll(List.of("v", "gone"));
    next.begin("v", 7);
    next.begin("gone", 7);
    assertEquals(List.of("v = [34.5], row 1"), flush(next));
    assertEquals(Set.of("v"), store.vertices().keySet());
    delta(next, "v", 0, 2); // mean 3
    assertEquals(List.of("v = [36.5], row 2"), flush(next));
  }

  /** Somebody else's row may stand there. */
  @Test
  void anEraseIsSaidAtOnceWhereNoRowsAreWanted() {
    LastLayerStage next =
        new LastLayerStage(
            store, layer(2f, 0.5f, 3f, false, Activation.NONE), told.wanting(Set.of()));
    self(next, "v", 10);
    next.erased("v", CAUSE);
    assertEquals(List.of("gone v"), told.take());
    assertEquals(List.of(), flush(next));
  }

  @Test
  void theMeanOfNothingIsZero() {
    self(last, "v", 10);
    assertEquals(List.of("v = [30.5], row 1"), flush(last));
    delta(last, "v", 1, 8);
    delta(last, "v", -1, -8);
    assertEquals(List.of(), flush(last));
  }

  @Test
  void whatIsGoneLeavesNothing() {
    self(last, "v", 10);
    delta(last, "v", 1, 4);
    flush(last);
    last.gone("v", CAUSE);
    assertEquals(List.of("gone v"), flush(last));
    assertEquals(Set.of("v"), store.vertices().keySet(), "a neighbor still counts on it");
    delta(last, "v", -1, -4);
    assertEquals(List.of(), flush(last));
    assertEquals(Set.of(), store.vertices().keySet());
  }

  @Test
  void anErasedVertexEndsInATombstoneRowOrNot() {
    last.erased("unknown", CAUSE);
    assertEquals(List.of("gone unknown"), flush(last));
    self(last, "v", 10);
    flush(last);
    last.gone("v", CAUSE);
    last.erased("v", CAUSE);
    assertEquals(List.of("gone v"), flush(last));
    assertEquals(Set.of(), store.vertices().keySet());
  }

  @Test
  void ofAnErasedVertexThatLivesOnTheRowFollows() {
    self(last, "v", 10);
    flush(last);
    last.erased("v", CAUSE);
    assertEquals(List.of("gone v", "v = [30.5], row 2"), flush(last));
  }

  @Test
  void aHiddenLayerHandsAnEraseOn() {
    hidden.erased("v", CAUSE);
    assertEquals(List.of("erased v"), flush(hidden));
    assertEquals(Set.of(), store.vertices().keySet());
  }

  /** A message may come before the vertex itself: nothing is emitted until it exists. */
  @Test
  void aVertexThatDoesNotExistHasNoEmbedding() {
    delta(last, "v", 1, 4);
    assertEquals(List.of(), flush(last));
    self(last, "v", 0);
    assertEquals(List.of("v = [8.5], row 1"), flush(last));
  }

  /** The -1 may come first, by another channel than its +1. */
  @Test
  void theCountMayBeNegativeForAMoment() {
    self(last, "v", 10);
    delta(last, "v", -1, -4);
    flush(last);
    delta(last, "v", 2, 8); // one neighbor, 4
    List<String> lines = flush(last);
    assertEquals("v = [38.5]", lines.get(lines.size() - 1).replaceAll(", row .", ""));
  }

  @Test
  void blocksOfRowsKeepTheirOrder() {
    int vertices = 2 * LayerStage.ROWS + 1;
    for (int i = 0; i < vertices; i++) {
      self(last, "v" + i, i);
      delta(last, "v" + i, 1, i);
    }
    List<String> lines = flush(last);
    assertEquals(vertices, lines.size());
    for (int i = 0; i < vertices; i++) {
      assertEquals("v%d = [%s], row 1".formatted(i, 5f * i + 0.5f), lines.get(i));
    }
  }

  @Test
  void whatWasEmittedIsRepeatedOnDemand() {
    self(last, "v", 10);
    flush(last);
    last.repeat("v", 99);
    last.repeat("unknown", 99);
    assertEquals(List.of("v = [30.5], row 2", "gone unknown"), told.take());
  }

  @Test
  void tooManyNeighborsAreRefused() {
    delta(last, "v", FixedPoint.MAX_COUNT, 0);
    assertThrows(IllegalStateException.class, () -> delta(last, "v", 1, 0));
  }

  @Test
  void aHiddenLayerSendsTheProductWithTheNextLayersWeights() {
    self(hidden, "u", 2);
    hidden.subscription("u", "v", 1f, LayerMask.ALL, 1, CAUSE);
    assertEquals(List.of("delta v +1 null"), told.take());
    assertEquals(List.of("self u [2.0]", "delta v +0 [10.0]"), flush(hidden));
    delta(hidden, "u", 1, 1); // 3
    assertEquals(List.of("self u [3.0]", "delta v +0 [5.0]"), flush(hidden));
    self(hidden, "u", -1); // 0
    assertEquals(List.of("self u [0.0]", "delta v +0 [-15.0]"), flush(hidden));
    self(hidden, "u", -7); // still 0
    assertEquals(List.of(), flush(hidden));
  }

  @Test
  void aHiddenLayerKeepsNoSubscriberOfLaterLayersAlone() {
    HiddenLayerStage first =
        new HiddenLayerStage(
            store,
            layer(1f, 0f, 1f, false, Activation.RELU),
            layer(5f, 0f, 1f, true, Activation.NONE),
            told,
            true,
            Sending.plain());
    first.subscription("u", "v", 1f, 0b10, 1, CAUSE);
    assertEquals(List.of("u -> v, weight 1.0, layers 1: +1"), told.take());
    assertEquals(Set.of(), store.vertices().keySet());
    first.subscription("u", "v", 1f, 0b01, 1, CAUSE);
    assertEquals(List.of("delta v +1 null"), told.take());
    self(first, "u", 2);
    assertEquals(List.of("self u [2.0]", "delta v +0 [10.0]"), flush(first));
  }

  @Test
  void aHiddenVertexThatIsGoneTakesBackWhatItSent() {
    self(hidden, "u", 2);
    hidden.subscription("u", "v", -0.5f, LayerMask.ALL, 2, CAUSE);
    assertEquals(List.of("delta v +2 null", "self u [2.0]", "delta v +0 [-10.0]"), flush(hidden));
    hidden.gone("u", CAUSE);
    assertEquals(List.of("gone u", "delta v +0 [10.0]"), flush(hidden));
    assertEquals(Set.of("u"), store.vertices().keySet());
    hidden.subscription("u", "v", -0.5f, LayerMask.ALL, -2, CAUSE);
    assertEquals(List.of("delta v -2 null"), told.take());
    assertEquals(Set.of(), store.vertices().keySet());
  }

  /** h' = 2 mean + 0.5, the vertex itself counted in. */
  @Test
  void gcnTakesTheVertexIntoItsMean() {
    SageWeights weights = SageWeights.gcn(1, 1, new float[] {2}, new float[] {0.5f});
    LastLayerStage gcn =
        new LastLayerStage(store, new SageLayer(weights, false, Activation.NONE, false), told);
    self(gcn, "v", 10);
    assertEquals(List.of("v = [20.5], row 1"), flush(gcn));
    delta(gcn, "v", 2, 5); // 15 / 3
    assertEquals(List.of("v = [10.5], row 2"), flush(gcn));
    assertThrows(IllegalStateException.class, () -> delta(gcn, "v", FixedPoint.MAX_COUNT - 2, 0));
    assertThrows(IllegalStateException.class, () -> gcn.mail("v", "u", null, 1, CAUSE));
  }

  /** h' = 2 max + what the vertex tells itself. */
  @Test
  void maxPoolKeepsTheLastWordOfEachInNeighbor() {
    LastLayerStage max = new LastLayerStage(store, MAX_POOL, told);
    self(max, "v", 10);
    assertEquals(List.of("v = [10.0], row 1"), flush(max));
    mail(max, "v", "a", 1, 3f);
    mail(max, "v", "b", 7, 5f);
    assertEquals(List.of("v = [20.0], row 2"), flush(max));
    mail(max, "v", "b", 8, 1f);
    assertEquals(List.of("v = [16.0], row 3"), flush(max));
    mail(max, "v", "b", 7, 9f); // an older word
    assertEquals(0, max.dirty());
    max.mail("v", "a", null, 2, CAUSE);
    assertEquals(List.of("v = [12.0], row 4"), flush(max));
    assertThrows(IllegalStateException.class, () -> delta(max, "v", 1, 1));
  }

  @Test
  void wordsTakenBackLeaveNothing() {
    LastLayerStage max = new LastLayerStage(store, MAX_POOL, told);
    mail(max, "v", "u", 1, 3f);
    self(max, "v", 10);
    assertEquals(List.of("v = [16.0], row 1"), flush(max));
    max.gone("v", CAUSE);
    assertEquals(List.of("gone v"), flush(max));
    assertEquals(Set.of("v"), store.vertices().keySet());
    max.mail("v", "u", null, 2, CAUSE);
    assertEquals(List.of(), flush(max));
    assertEquals(Set.of(), store.vertices().keySet());
  }

  /** The last output of an LSTM: words are heard in the order of the roll, some more than once. */
  @Test
  void lstmHearsItsWordsInTheOrderOfTheRoll() {
    LastLayerStage lstm = new LastLayerStage(store, LSTM, told);
    self(lstm, "v", 0);
    mail(lstm, "v", "a", 1, 3f);
    mail(lstm, "v", "b", 1, -5f);
    assertEquals(List.of("v = [0.0], row 1"), flush(lstm), "nobody is on the roll");
    roll(lstm, "a", "b");
    String once = flush(lstm).get(0);
    assertEquals(row(2, 3, -5), once);
    roll(lstm, "b", "a");
    assertEquals(List.of(row(3, -5, 3)), flush(lstm));
    roll(lstm, "b", "a", "b");
    assertEquals(List.of(row(4, -5, 3, -5)), flush(lstm));
    roll(lstm, "b", "a", "late", "b");
    assertEquals(List.of(), flush(lstm), "who has no word yet is passed over");
    mail(lstm, "v", "late", 1, 1f);
    assertEquals(List.of(row(5, -5, 3, 1, -5)), flush(lstm));
  }

  @Test
  void aRollThatIsEmptyLeavesNothing() {
    LastLayerStage lstm = new LastLayerStage(store, LSTM, told);
    roll(lstm, "a");
    flush(lstm);
    assertEquals(Set.of("v"), store.vertices().keySet());
    lstm.roll("v", Roll.EMPTY, CAUSE);
    flush(lstm);
    assertEquals(Set.of(), store.vertices().keySet());
  }

  @Test
  void aHiddenLayerHandsTheRollOn() throws IOException {
    HiddenLayerStage first = new HiddenLayerStage(store, LSTM, LSTM, told, false, Sending.plain());
    first.roll("v", Roll.of(new String[] {"a", "b"}, new int[] {0b11, 0b10}), CAUSE);
    assertEquals(List.of("roll v [a, b][1, 1]"), told.take());
    LayerVertex vertex = store.at("v");
    assertArrayEquals(new String[] {"a"}, vertex.roll);
    LayerFormat format = new LayerFormat();
    DataOutputSerializer out = new DataOutputSerializer(64);
    format.write(vertex, out);
    LayerVertex read = format.read(new DataInputDeserializer(out.getCopyOfBuffer()), null);
    assertArrayEquals(new String[] {"a"}, read.roll);
  }

  private static final SageLayer LSTM =
      new SageLayer(
          new SageWeights(1, 1, new float[] {2}, new float[] {0}, new float[] {1})
              .withLstm(
                  new LstmWeights(
                      1,
                      new float[] {1, 1, 1, 1},
                      new float[] {1, 1, 1, 1},
                      new float[4],
                      new float[4])),
          false,
          Activation.NONE,
          false);

  /** A layer of attention counts the vertex itself in, once, whatever edges there are to itself. */
  @Test
  void attentionPassesItsOwnWordOver() {
    AttentionWeights weights =
        new AttentionWeights(
            new Heads(1, true),
            1,
            1,
            new float[] {1},
            new float[] {0},
            new float[] {0},
            new float[1]);
    LastLayerStage attention =
        new LastLayerStage(store, new SageLayer(weights, false, Activation.NONE, false), told);
    attention.self("v", new float[] {4, 0, 0}, CAUSE);
    attention.mail("v", "v", new float[] {4, 0}, 1, CAUSE);
    assertEquals(List.of("v = [4.0], row 1"), flush(attention));
    attention.mail("v", "u", new float[] {8, 0}, 1, CAUSE);
    assertEquals(List.of("v = [6.0], row 2"), flush(attention));
    attention.self("v", new float[] {-4, 0, 0}, CAUSE);
    assertEquals(List.of("v = [2.0], row 3"), flush(attention));
  }

  /** h' = 2 (sum + own) / sqrt(d), which goes on divided by the root of the next layer's degree. */
  @Test
  void aNormalisedSumIsDividedByBothRoots() throws IOException {
    SageLayer first = convolution(2, false);
    SageLayer second = convolution(5, true);
    HiddenLayerStage gcn = new HiddenLayerStage(store, first, second, told, false, Sending.plain());
    gcn.subscription("u", "v", 1f, LayerMask.ALL, 1, CAUSE);
    gcn.degree("u", 0b01, 3L << 24, CAUSE); // of the first layer: d is 4
    gcn.degree("u", 0b10, 15L << 24, CAUSE); // of the second layer: d is 16
    assertEquals(List.of("delta v +1 null", "degree u, layers 1: +251658240"), told.take());
    self(gcn, "u", 6);
    delta(gcn, "u", 1, 10);
    // h' = 2 * 16 / 2 = 16; 5 * 16 / 4
    assertEquals(List.of("self u [20.0]", "delta v +0 [20.0]"), flush(gcn));
    LayerFormat format = new LayerFormat();
    DataOutputSerializer out = new DataOutputSerializer(64);
    format.write(store.at("u"), out);
    LayerVertex read = format.read(new DataInputDeserializer(out.getCopyOfBuffer()), null);
    assertEquals(3L << 24, read.degree);
    assertEquals(15L << 24, read.nextDegree);
    gcn.degree("u", LayerMask.ALL, -3L << 24, CAUSE); // 1 and 13: 2 * 16 = 32, 160 / sqrt(13)
    float rescaled = (float) (160 * (1 / Math.sqrt(13)));
    List<String> lines = flush(gcn);
    assertEquals("degree u, layers -1: -50331648", lines.get(0));
    assertEquals("self u [" + rescaled + "]", lines.get(1));
    LastLayerStage last = new LastLayerStage(store, first, told);
    self(last, "w", 6);
    last.degree("w", LayerMask.ALL, 8L << 24, CAUSE);
    assertEquals(List.of("w = [4.0], row 1"), flush(last));
    last.gone("w", CAUSE);
    assertEquals(List.of("gone w"), flush(last));
    last.degree("w", LayerMask.ALL, -8L << 24, CAUSE);
    flush(last);
    assertEquals(Set.of("u"), store.vertices().keySet());
  }

  private static SageLayer convolution(float weight, boolean transformFirst) {
    ConvolutionWeights weights = new ConvolutionWeights(1, 1, new float[] {weight}, new float[1]);
    return new SageLayer(weights, transformFirst, Activation.NONE, false);
  }

  /** What the layer's own kernels make of these words. */
  private static String row(int row, float... words) {
    Hearing hearing = ((MailboxAggregator) LSTM.aggregator()).hearing();
    hearing.begin(new float[1], 0);
    for (float word : words) {
      hearing.hear(new float[] {word}, 0);
    }
    float[] heard = new float[1];
    hearing.end(heard, 0);
    return "v = [%s], row %d".formatted(2 * heard[0], row);
  }

  private static void roll(Stage stage, String... sources) {
    int[] masks = new int[sources.length];
    Arrays.fill(masks, LayerMask.ALL);
    stage.roll("v", Roll.of(sources, masks), CAUSE);
  }

  private static final SageLayer MAX_POOL =
      new SageLayer(
          new SageWeights(1, 1, new float[] {2}, new float[] {0}, new float[] {1})
              .withPool(new float[] {1}, new float[] {0}),
          false,
          Activation.NONE,
          false);

  private static void mail(Stage stage, String to, String from, long sequence, float value) {
    stage.mail(to, from, new float[] {value}, sequence, CAUSE);
  }

  private static SageLayer layer(
      float neighbors, float bias, float self, boolean transformFirst, Activation activation) {
    SageWeights weights =
        new SageWeights(1, 1, new float[] {neighbors}, new float[] {bias}, new float[] {self});
    return new SageLayer(weights, transformFirst, activation, false);
  }

  private static void self(Stage stage, String vertex, float value) {
    stage.self(vertex, new float[] {value}, CAUSE);
  }

  private static void delta(Stage stage, String vertex, long count, long sum) {
    stage.delta(vertex, count, 1, new long[] {sum << 24}, CAUSE);
  }

  private List<String> flush(Stage stage) {
    stage.flush();
    return told.take();
  }
}
