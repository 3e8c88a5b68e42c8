// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.evaluation;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.anabranch.pipeline.config.AnabranchConfig;
import io.anabranch.pipeline.link.LinkMessage;
import io.anabranch.pipeline.link.LinkRow;
import io.anabranch.pipeline.prequential.Measures;
import io.anabranch.pipeline.prequential.Prequential;
import io.anabranch.state.event.EdgeEvent;
import io.anabranch.state.event.EraseEvent;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class LiveEvaluationTest {

  private final List<EvaluationRecord> records = new ArrayList<>();

  private static EvaluationSettings settings(String... more) {
    List<String> options =
        new ArrayList<>(
            List.of(
                "evaluation.one-in=1",
                "evaluation.vertices=64",
                "evaluation.negatives=8",
                "evaluation.fading=20",
                "evaluation.drift-reference=40",
                "evaluation.drift-min-edges=5",
                "evaluation.period=1s"));
    Collections.addAll(options, more);
    return new EvaluationSettings(
        AnabranchConfig.of(options.toArray(String[]::new)).evaluation(), true);
  }

  private LiveEvaluation evaluation(String... more) {
    return new LiveEvaluation(settings(more), records::add);
  }

  private static EdgeEvent edge(int i) {
    return EdgeEvent.add("u" + i * 7 % 13, "p" + i * i % 17, 10L * i);
  }

  private static void feed(LiveEvaluation evaluation, int from, int to) {
    for (int i = from; i < to; i++) {
      EdgeEvent edge = edge(i);
      evaluation.hear(0, 1, edge.timestamp());
      evaluation.edge(edge);
    }
  }

  /** 250 edges, 10 ms apart: two periods of a second that are over, and one that is not. */
  @Test
  void usageExample() {
    LiveEvaluation evaluation = evaluation();
    feed(evaluation, 0, 250);
    evaluation.end();

    Prequential offline = new Prequential(settings().prequential());
    List<List<Measures>> expected = new ArrayList<>();
    for (int i = 0; i < 250; i++) {
      offline.observe(edge(i).src(), edge(i).dst(), edge(i).timestamp(), vertex -> null);
      if (i % 100 == 99 || i == 249) {
        expected.add(offline.measures());
      }
    }
    assertEquals(List.of(1000L, 2000L, 3000L), records.stream().map(r -> r.period()).toList());
    assertEquals(List.of(false, false, true), records.stream().map(r -> r.last()).toList());
    assertEquals(expected, records.stream().map(r -> r.scorers()).toList());
    assertEquals(
        new EvaluationRecord.Counts(100, 100, 0, 199), records.get(1).counts(), "one had nobody");
    assertNull(records.get(0).modelVersion());
  }

  @Test
  void anEdgeCountsOnce() {
    LiveEvaluation evaluation = evaluation();
    evaluation.hear(0, 1, 0);
    for (int i = 0; i < 3; i++) {
      for (int e = 0; e < 20; e++) {
        evaluation.edge(edge(e));
      }
    }
    evaluation.end();
    assertEquals(20, records.get(0).counts().edges());
    assertEquals(40, records.get(0).counts().repeated());
    LiveEvaluation once = evaluation();
    feed(once, 0, 20);
    once.end();
    assertEquals(records.get(0).scorers(), records.get(1).scorers());
  }

  /** Those that are drawn are so by their hash: in whatever order they come. */
  @Test
  void oneInSoManyIsRankedAndAllAreLearnt() {
    LiveEvaluation evaluation = evaluation("evaluation.one-in=4");
    feed(evaluation, 0, 2_000);
    evaluation.end();
    Prequential offline = new Prequential(settings().prequential());
    long ranked = 0;
    for (int i = 0; i < 2_000; i++) {
      EdgeEvent edge = edge(i);
      if (Long.remainderUnsigned(SeenEdges.hash(edge), 4) == 0) {
        offline.observe(edge.src(), edge.dst(), edge.timestamp(), vertex -> null);
        ranked++;
      } else {
        offline.learn(edge.src(), edge.dst(), edge.timestamp());
      }
    }
    EvaluationRecord last = records.get(records.size() - 1);
    assertEquals(offline.measures(), last.scorers());
    assertEquals(ranked, last.counts().rankedInAll(), 3, "the first may have nobody beside them");
    assertTrue(ranked > 400 && ranked < 600, ranked + " of 2000");
    assertEquals(2_000, records.stream().mapToLong(r -> r.counts().edges()).sum());
  }

  @Test
  void anErasedVertexLeavesNothingAndItsOldEdgesStayOut() {
    LiveEvaluation evaluation = evaluation();
    feed(evaluation, 0, 100);
    evaluation.row(row("u1", 1));
    assertTrue(evaluation.entries() > 100);
    for (int i = 0; i < 17; i++) {
      evaluation.erase(new EraseEvent("u" + i, 2_000));
      evaluation.erase(new EraseEvent("p" + i, 2_000));
    }
    evaluation.edge(EdgeEvent.add("u1", "other", 2_000));
    evaluation.edge(EdgeEvent.add("other", "p1", 2_000));
    evaluation.hear(0, 1, 2_001);
    assertEquals(0, evaluation.entries(), "also of the erases, now that the horizon is past them");
    evaluation.edge(EdgeEvent.add("u1", "other", 2_001));
    assertTrue(evaluation.entries() > 0, "what is written later stands");
  }

  /** Erased, and then there again: what it did before is nothing to what it does now. */
  @Test
  void aVertexThatComesBackIsANewOne() {
    LiveEvaluation evaluation = evaluation("evaluation.period=1h");
    for (int i = 0; i < 30; i++) {
      evaluation.edge(EdgeEvent.add("u", "p" + i % 3, i));
      evaluation.edge(EdgeEvent.add("w", "q" + i % 3, i));
    }
    evaluation.erase(new EraseEvent("u", 100));
    evaluation.edge(EdgeEvent.add("u", "p1", 101));
    evaluation.end();
    LiveEvaluation another = evaluation("evaluation.period=1h");
    for (int i = 0; i < 30; i++) {
      another.edge(EdgeEvent.add("u", "p" + i % 3, i));
      another.edge(EdgeEvent.add("w", "q" + i % 3, i));
    }
    another.edge(EdgeEvent.add("new", "p1", 101));
    another.end();
    Measures recency = records.get(0).scorers().get(2);
    assertEquals("recency", recency.scorer());
    assertEquals(records.get(1).scorers().get(2).mrr(), recency.mrr());
  }

  /** While embeddings say where edges lead they are first; when they no longer do, they fall. */
  @Test
  void aFallOfTheEmbeddingsIsSaid() {
    LiveEvaluation evaluation =
        evaluation("evaluation.period=10s", "evaluation.drift-scorer=embeddings");
    for (int v = 0; v < 10; v++) {
      float[] values = new float[10];
      values[v] = 1;
      for (String vertex : new String[] {"u" + v, "p" + v}) {
        evaluation.row(new LinkMessage.Row(vertex, new LinkRow(0, 3, 1, 0, values)));
      }
    }
    for (int i = 0; i < 400; i++) {
      evaluation.hear(0, 1, 1_000L * i);
      int shift = i < 200 ? 0 : 1 + i % 9;
      evaluation.edge(EdgeEvent.add("u" + i % 10, "p" + (i + shift) % 10, 1_000L * i));
    }
    assertEquals(3, records.get(0).modelVersion());
    for (EvaluationRecord record : records) {
      boolean before = record.period() <= 200_000;
      assertFalse(before && record.drift().fallen(), record::toString);
      if (before && record.period() > 20_000) {
        assertEquals(1, record.drift().value(), record::toString);
      }
    }
    EvaluationRecord fallen =
        records.stream().filter(r -> r.drift().fallen()).findFirst().orElseThrow();
    assertTrue(fallen.period() <= 230_000, fallen::toString);
    assertEquals(fallen.period(), fallen.drift().since());
  }

  private static LinkMessage.Row row(String vertex, float value) {
    return new LinkMessage.Row(vertex, new LinkRow(0, 3, 1, 0, new float[] {value}));
  }

  /** Nothing is said of a period before every partition was heard of, and of none without edges. */
  @Test
  void aPeriodIsOverWhenAllPartitionsAreThrough() {
    LiveEvaluation evaluation = evaluation();
    evaluation.hear(0, 2, 500);
    evaluation.edge(EdgeEvent.add("a", "b", 500));
    evaluation.hear(0, 2, 5_500);
    assertEquals(List.of(), records);
    evaluation.hear(1, 2, 500);
    evaluation.hear(1, 2, 1_999);
    assertEquals(List.of(1_000L), records.stream().map(r -> r.period()).toList());
    evaluation.hear(1, 2, 9_000);
    assertEquals(1, records.size(), "no edge has come since");
    evaluation.end();
    assertEquals(1, records.size());
  }

  @Test
  void withoutEmbeddingsNothingIsSaidOfThem() {
    LiveEvaluation evaluation =
        evaluation("evaluation.embeddings=false", "evaluation.drift-scorer=recency");
    feed(evaluation, 0, 50);
    evaluation.end();
    assertTrue(records.get(0).scorers().stream().noneMatch(m -> m.scorer().equals("embeddings")));
    assertEquals(7, records.get(0).scorers().size());
  }

  @Test
  void itGoesOnAsIfItHadNotBeenWritten() throws IOException {
    LiveEvaluation whole = evaluation("evaluation.one-in=2");
    whole.row(row("u1", 1));
    whole.row(row("p1", 2));
    feed(whole, 0, 330);
    whole.erase(new EraseEvent("u5", 5_000));
    List<EvaluationRecord> resumedRecords = new ArrayList<>();
    LiveEvaluation resumed =
        new LiveEvaluation(settings("evaluation.one-in=2"), resumedRecords::add);
    List<byte[]> pieces = new ArrayList<>(EvaluationFormat.write(whole));
    Collections.reverse(pieces); // in whatever order they come back
    EvaluationFormat.read(pieces, resumed);
    assertSame(whole, resumed);
    records.clear();
    feed(whole, 330, 700);
    feed(resumed, 330, 700);
    assertSame(whole, resumed);
    assertEquals(records, resumedRecords);
    assertEquals(3, records.size());
  }

  private static void assertSame(LiveEvaluation a, LiveEvaluation b) throws IOException {
    List<byte[]> first = EvaluationFormat.write(a);
    List<byte[]> second = EvaluationFormat.write(b);
    assertEquals(first.size(), second.size());
    for (int i = 0; i < first.size(); i++) {
      assertArrayEquals(first.get(i), second.get(i));
    }
  }

  /** Figures of 8 negatives say nothing of those of 9; rows and the horizon stay. */
  @Test
  void withOtherSettingsItBeginsAnew() throws IOException {
    LiveEvaluation before = evaluation();
    before.row(row("u1", 1));
    feed(before, 0, 330);
    LiveEvaluation after = evaluation("evaluation.negatives=9");
    EvaluationFormat.read(EvaluationFormat.write(before), after);
    records.clear();
    feed(after, 330, 440);
    assertEquals(3, records.get(0).modelVersion());
    assertEquals(70, records.get(0).counts().edges());
    assertTrue(records.get(0).counts().rankedInAll() <= 70);
  }

  @Test
  void whatIsDamagedOrMissingIsRefused() throws IOException {
    LiveEvaluation evaluation = evaluation();
    feed(evaluation, 0, 10);
    List<byte[]> pieces = EvaluationFormat.write(evaluation);
    byte[] damaged = pieces.get(0).clone();
    damaged[40] ^= 1;
    IOException refused =
        assertThrows(
            IOException.class, () -> EvaluationFormat.read(List.of(damaged), evaluation()));
    assertTrue(refused.getMessage().contains("damaged"), refused.getMessage());
    EvaluationFormat.read(List.of(), evaluation());
  }
}
