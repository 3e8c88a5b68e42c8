// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.prequential;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.anabranch.connectors.dataset.DataSetOptions;
import io.anabranch.connectors.dataset.GraphDataSet;
import io.anabranch.state.event.EdgeEvent;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

class PrequentialTest {

  private static final Path MESSAGES = Path.of("../../shared/data/collegemsg");
  private static final Function<String, float[]> NO_EMBEDDINGS = vertex -> null;

  @Test
  void usageExample() {
    Map<String, float[]> embeddings =
        Map.of("alice", new float[] {1, 0}, "page", new float[] {2, 0});
    Prequential evaluation = new Prequential(PrequentialSettings.defaults(42));

    evaluation.observe("bob", "news", 1_000, embeddings::get);
    evaluation.observe("alice", "page", 2_000, embeddings::get);
    evaluation.observe("alice", "news", 3_000, embeddings::get);
    Observation seen = evaluation.observe("alice", "page", 4_000, embeddings::get);

    // Of page and news, both known to alice, the embeddings know page only; news is the newest.
    assertEquals(2, seen.candidates());
    assertEquals(1, seen.ranks().get(evaluation.scorers().indexOf("embeddings")));
    assertEquals(1.5, seen.ranks().get(evaluation.scorers().indexOf("edgebank-unlimited")));
    assertEquals(2, seen.ranks().get(evaluation.scorers().indexOf("recency")));
    Measures recency = evaluation.measures().get(evaluation.scorers().indexOf("recency"));
    assertTrue(recency.mrr() > 0.5 && recency.mrr() < 1);
  }

  @Test
  void anEdgeWithNobodyElseIsNotMeasured() {
    Prequential evaluation = new Prequential(PrequentialSettings.defaults(1));
    assertEquals(new Observation(1, List.of()), evaluation.observe("a", "b", 0, NO_EMBEDDINGS));
    assertEquals(new Observation(1, List.of()), evaluation.observe("a", "b", 1, NO_EMBEDDINGS));
  }

  /** What is only learnt is known to those who rank, and is not measured. */
  @Test
  void anEdgeThatIsOnlyLearntIsNotMeasured() {
    Prequential evaluation = new Prequential(PrequentialSettings.defaults(1));
    evaluation.learn("a", "b", 0);
    evaluation.learn("a", "c", 1);
    assertTrue(evaluation.measures().stream().allMatch(m -> Double.isNaN(m.mrr())));
    Observation seen = evaluation.observe("a", "c", 2, NO_EMBEDDINGS);
    assertEquals(1, seen.ranks().get(evaluation.scorers().indexOf("recency")));
    assertEquals(1, evaluation.measures().get(evaluation.scorers().indexOf("recency")).mrr());
  }

  private static PrequentialSettings small() {
    return new PrequentialSettings(
        new MemoryLimits(4, 3, 2, List.of(100.0)),
        16,
        6,
        new PrequentialSettings.Baselines(500, 100),
        new Fading(0.9, 8),
        new PrequentialSettings.Learning(0.1, -2, 2, 5));
  }

  private static void feed(Prequential evaluation, int from, int to) {
    for (int i = from; i < to; i++) {
      evaluation.observe("u" + i * 7 % 23, "p" + i * i % 31, 10L * i, NO_EMBEDDINGS);
    }
  }

  /** 16 vertices: of each 4 partners, 3 visitors, a tally, 3 x 2 companions, its slot and place. */
  @Test
  void whatIsKeptIsBounded() {
    Prequential evaluation = new Prequential(small());
    feed(evaluation, 0, 2_000);
    assertTrue(evaluation.entries() <= 16 * (4 + 3 + 1 + 6 + 2), "" + evaluation.entries());
    assertTrue(evaluation.entries() > 16);
  }

  @Test
  void whatIsErasedLeavesNothing() {
    Prequential evaluation = new Prequential(small());
    feed(evaluation, 0, 200);
    for (int i = 0; i < 31; i++) {
      evaluation.forget(List.of("u" + i, "p" + i));
    }
    assertEquals(0, evaluation.entries());
    feed(evaluation, 200, 220);
    assertTrue(evaluation.entries() > 0);
  }

  @Test
  void itGoesOnAsIfItHadNotBeenWritten() throws IOException {
    Prequential whole = new Prequential(small());
    feed(whole, 0, 300);
    Prequential resumed = Prequential.read(in(bytes(whole)), small());
    assertArrayEquals(bytes(whole), bytes(resumed));
    feed(whole, 300, 500);
    feed(resumed, 300, 500);
    assertArrayEquals(bytes(whole), bytes(resumed));
    assertEquals(whole.measures(), resumed.measures());
  }

  @Test
  void anotherVersionAndOtherSettingsAreRefused() throws IOException {
    byte[] bytes = bytes(new Prequential(small()));
    IOException settings =
        assertThrows(
            IOException.class, () -> Prequential.read(in(bytes), PrequentialSettings.defaults(1)));
    assertEquals("the evaluation's vertices: expected 100000; came 16", settings.getMessage());
    bytes[3] = 9;
    IOException version =
        assertThrows(IOException.class, () -> Prequential.read(in(bytes), small()));
    assertEquals("the evaluation: expected format version 1; came 9", version.getMessage());
  }

  /** Real messages: recency is far above EdgeBank, and the combination above every rule. */
  @Test
  void theCombinationBeatsTheRulesOnMessages() {
    assumeTrue(Files.isDirectory(MESSAGES), "needs " + MESSAGES);
    Prequential evaluation = new Prequential(PrequentialSettings.defaults(7));
    try (var events = GraphDataSet.open(MESSAGES).events(DataSetOptions.defaults(0))) {
      events
          .filter(EdgeEvent.class::isInstance)
          .map(EdgeEvent.class::cast)
          .limit(12_000)
          .forEach(e -> evaluation.observe(e.src(), e.dst(), e.timestamp(), NO_EMBEDDINGS));
    }
    List<Measures> measures = evaluation.measures();
    Measures combination = measures.get(evaluation.scorers().indexOf("combination"));
    Measures recency = measures.get(evaluation.scorers().indexOf("recency"));
    Measures bank = measures.get(evaluation.scorers().indexOf("edgebank-unlimited"));
    assertTrue(recency.mrr() > bank.mrr() + 0.2, () -> "" + measures);
    assertTrue(combination.mrr() > recency.mrr() + 0.03, () -> "" + measures);
    assertTrue(combination.auc() > recency.auc(), () -> "" + measures);
    assertFalse(Double.isNaN(combination.averagePrecision()));
  }

  private static byte[] bytes(Prequential evaluation) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    evaluation.write(new DataOutputStream(bytes));
    return bytes.toByteArray();
  }

  private static DataInputStream in(byte[] bytes) {
    return new DataInputStream(new ByteArrayInputStream(bytes));
  }
}
