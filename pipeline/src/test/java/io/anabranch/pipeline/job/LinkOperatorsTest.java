// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.job;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.anabranch.connectors.codec.LinkQuery;
import io.anabranch.pipeline.link.HeldRows;
import io.anabranch.pipeline.link.LinkAnswer;
import io.anabranch.pipeline.link.LinkAnswerSerializer;
import io.anabranch.pipeline.link.LinkClock;
import io.anabranch.pipeline.link.LinkDecoder;
import io.anabranch.pipeline.link.LinkMessage;
import io.anabranch.pipeline.link.LinkMessageSerializer;
import io.anabranch.pipeline.link.LinkMessages;
import io.anabranch.pipeline.link.LinkRow;
import io.anabranch.pipeline.link.LinkRules;
import io.anabranch.pipeline.link.LinkScores;
import io.anabranch.pipeline.link.LinkScoresSerializer;
import io.anabranch.pipeline.link.ScoredEdge;
import io.anabranch.state.event.EdgeEvent;
import io.anabranch.state.exchange.KeyGroups;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.flink.api.common.serialization.SerializerConfig;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.state.StateBackend;
import org.apache.flink.runtime.state.hashmap.HashMapStateBackend;
import org.apache.flink.state.rocksdb.EmbeddedRocksDBStateBackend;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.apache.flink.util.OutputTag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Keyed state of the operators that score links, counted, and found again after a restore. */
class LinkOperatorsTest {

  private static final LinkRules RULES = new LinkRules(LinkDecoder.INNER_PRODUCT, 3, 2, 4, 100, 5);
  private static final TellingPace PACE = TellingPace.of(2_000);
  private static final OutputTag<LinkAnswer> ANSWERS =
      new OutputTag<>("answers", LinkAnswerSerializer.TYPE);
  private static final OutputTag<LinkMessage> INDEX =
      new OutputTag<>("index", LinkMessageSerializer.TYPE);

  private long checkpoint;

  private static <OUT> KeyedOneInputStreamOperatorTestHarness<String, LinkMessage, OUT> open(
      OneInputStreamOperator<LinkMessage, OUT> operator,
      StateBackend backend,
      OperatorSubtaskState state,
      TypeSerializer<OUT> output)
      throws Exception {
    KeyedOneInputStreamOperatorTestHarness<String, LinkMessage, OUT> harness =
        new KeyedOneInputStreamOperatorTestHarness<>(
            operator, LinkMessage::key, Types.STRING, KeyGroups.COUNT, 1, 0);
    harness.setStateBackend(backend);
    harness.setup(output); // what is put out is of several classes
    if (state != null) {
      harness.initializeState(state);
    }
    harness.open();
    return harness;
  }

  private static <T> TypeSerializer<T> serializer(TypeInformation<T> type) {
    return type.createSerializer((SerializerConfig) null); // ours ask for none
  }

  private static TypeSerializer<LinkMessage> messages() {
    return serializer(LinkMessageSerializer.TYPE);
  }

  private int entries(KeyedOneInputStreamOperatorTestHarness<String, LinkMessage, ?> harness)
      throws Exception {
    snapshot(harness);
    return harness.numKeyedStateEntries();
  }

  private OperatorSubtaskState snapshot(
      KeyedOneInputStreamOperatorTestHarness<String, LinkMessage, ?> harness) throws Exception {
    checkpoint++;
    harness.prepareSnapshotPreBarrier(checkpoint);
    return harness.snapshot(checkpoint, checkpoint);
  }

  private static void marks(
      KeyedOneInputStreamOperatorTestHarness<String, LinkMessage, ?> harness,
      LinkClock clock,
      long time)
      throws Exception {
    for (int group = 0; group < KeyGroups.COUNT; group++) {
      for (int from = 0; from < KeyGroups.COUNT; from++) {
        harness.processElement(new LinkMessage.Mark(group, clock, from, time), 0);
      }
    }
  }

  private static void pass(KeyedOneInputStreamOperatorTestHarness<String, LinkMessage, ?> harness)
      throws Exception {
    for (int i = 0; i < 100; i++) {
      harness.setProcessingTime(harness.getProcessingTime() + PACE.pause());
    }
  }

  private static LinkMessage row(String vertex, long sequence, float... values) {
    return LinkMessages.row(vertex, new LinkRow(0, 1, sequence, 0, values));
  }

  private static Stream<LinkMessage> unpacked(LinkMessage message) {
    return message instanceof LinkMessage.Block block
        ? block.messages().stream()
        : Stream.of(message);
  }

  private static <T> long count(
      KeyedOneInputStreamOperatorTestHarness<String, LinkMessage, LinkMessage> harness,
      Class<T> type) {
    return harness.extractOutputValues().stream()
        .flatMap(LinkOperatorsTest::unpacked)
        .filter(type::isInstance)
        .count();
  }

  @Test
  void theFirstEndKeepsNothingOfThoseThatAreGoneAndGoesOnAfterARestore() throws Exception {
    var harness =
        open(new FirstEndOperator(10, RULES, PACE), new HashMapStateBackend(), null, messages());
    for (int i = 0; i < 300; i++) {
      harness.processElement(row("v" + i, 1, i), 0);
      harness.processElement(LinkMessages.links("v" + i, 1, "v" + (i + 1) % 300), 0);
      harness.processElement(LinkMessages.links("v" + (i + 1) % 300, 1, "v" + i), 0);
    }
    long groups = IntStream.range(0, 300).map(i -> KeyGroups.of("v" + i)).distinct().count();
    assertEquals(300 + groups, entries(harness), "vertices, and the links that wait");
    marks(harness, LinkClock.ROWS_PERIOD, 100);
    harness.setProcessingTime(PACE.pause()); // one step of many
    OperatorSubtaskState state = snapshot(harness);
    long asked = count(harness, LinkMessage.Ask.class);
    assertEquals(PACE.vertices(), asked);
    harness.close();

    var restored =
        open(new FirstEndOperator(10, RULES, PACE), new HashMapStateBackend(), state, messages());
    pass(restored);
    assertEquals(300, asked + count(restored, LinkMessage.Ask.class));
    for (int i = 0; i < 300; i++) {
      restored.processElement(LinkMessages.links("v" + i, -1, "v" + (i + 1) % 300), 0);
      restored.processElement(LinkMessages.links("v" + (i + 1) % 300, -1, "v" + i), 0);
      restored.processElement(LinkMessages.row("v" + i, null), 0);
    }
    for (int look = 0; look < 2; look++) {
      restored.setProcessingTime(restored.getProcessingTime() + LinkOperator.LOOK);
    }
    pass(restored);
    assertEquals(KeyGroups.COUNT, entries(restored), "the clocks");
    restored.close();
  }

  static Stream<StateBackend> backends() {
    return Stream.of(new HashMapStateBackend(), new EmbeddedRocksDBStateBackend());
  }

  /**
   * Many more than are kept at hand come and go, and checkpoints are near: none is packed ahead.
   */
  @ParameterizedTest
  @MethodSource("backends")
  void rowsThatAreEvictedBetweenTwoCheckpointsAreFound(StateBackend backend) throws Exception {
    var harness = open(new FirstEndOperator(10, RULES, PACE), backend, null, messages());
    for (int round = 1; round <= 5; round++) {
      for (int i = 0; i < 1_000; i++) {
        boolean comes = (i + round) % 7 > 0;
        harness.processElement(
            comes ? row("v" + i, round, round) : LinkMessages.row("v" + i, null), 0);
      }
      if (round < 4) {
        harness.setProcessingTime(1_000 * round);
        snapshot(harness);
      }
    }
    OperatorSubtaskState state = snapshot(harness);
    if (backend instanceof HashMapStateBackend) { // RocksDB does not count
      long there = IntStream.range(0, 1_000).filter(i -> (i + 5) % 7 > 0).count();
      assertEquals(there, harness.numKeyedStateEntries());
    }
    harness.close();

    var restored = open(new FirstEndOperator(10, RULES, PACE), backend, state, messages());
    for (int i = 0; i < 1_000; i++) {
      EdgeEvent edge = EdgeEvent.add("v" + i, "w", 1);
      restored.processElement(new LinkMessage.Arrival(edge, 1), 0);
      var half = (LinkMessage.Half) restored.extractOutputValues().get(i);
      long sequence = half.rows().isEmpty() ? 0 : half.rows().newest().sequence();
      assertEquals((i + 5) % 7 > 0 ? 5 : 0, sequence, edge.src());
    }
    restored.close();
  }

  /** Links wait in state until somebody asks for them, and then no more. */
  @Test
  void linksThatWaitOutliveARestore() throws Exception {
    var harness =
        open(new FirstEndOperator(10, RULES, PACE), new HashMapStateBackend(), null, messages());
    for (int i = 0; i < 20; i++) {
      harness.processElement(row("v" + i, 1, i), 0);
    }
    harness.processElement(LinkMessages.links("v1", 1, "v2"), 0);
    harness.processElement(LinkMessages.links("v1", 1, "v3"), 0);
    assertEquals(21, entries(harness), "vertices, and what waits");
    OperatorSubtaskState state = snapshot(harness);
    harness.close();

    var restored =
        open(new FirstEndOperator(10, RULES, PACE), new HashMapStateBackend(), state, messages());
    restored.processElement(new LinkMessage.Query(new LinkQuery("q", "v1", "v3")), 0);
    var answer = (LinkMessage.HalfQuery) restored.extractOutputValues().get(0);
    assertTrue(answer.existing());
    assertEquals(20, entries(restored));
    restored.processElement(LinkMessages.links("v1", -1, "v2"), 0);
    restored.endInput();
    List<LinkMessage.Ask> asked =
        restored.extractOutputValues().stream()
            .flatMap(LinkOperatorsTest::unpacked)
            .filter(LinkMessage.Ask.class::isInstance)
            .map(LinkMessage.Ask.class::cast)
            .toList();
    assertEquals(20, asked.size());
    asked.forEach(
        ask -> assertEquals(ask.vertex().equals("v1") ? List.of("v3") : List.of(), ask.linked()));
    restored.close();
  }

  /** Who is erased stays in no state for long, also where nobody asks and nothing comes. */
  @Test
  void linksThatNobodyAsksForWaitForSomeSecondsOnly() throws Exception {
    var harness =
        open(new FirstEndOperator(10, RULES, PACE), new HashMapStateBackend(), null, messages());
    harness.processElement(LinkMessages.links("v1", 1, "v2"), 0);
    harness.processElement(LinkMessages.links("v1", -1, "v2"), 0);
    assertEquals(1, entries(harness), "what waits");
    OperatorSubtaskState state = snapshot(harness);
    harness.setProcessingTime(LinkOperator.LOOK);
    harness.setProcessingTime(LinkOperator.LOOK + PACE.pause());
    assertEquals(1, entries(harness), "not for two looks yet");
    harness.setProcessingTime(2 * LinkOperator.LOOK);
    harness.setProcessingTime(2 * LinkOperator.LOOK + PACE.pause());
    assertEquals(0, entries(harness));
    harness.close();

    var restored =
        open(new FirstEndOperator(10, RULES, PACE), new HashMapStateBackend(), state, messages());
    restored.setProcessingTime(LinkOperator.LOOK);
    restored.setProcessingTime(2 * LinkOperator.LOOK);
    restored.setProcessingTime(2 * LinkOperator.LOOK + PACE.pause());
    assertEquals(0, entries(restored), "also after a restore");
    restored.close();
  }

  @Test
  void theSecondEndKeepsNothingOfThoseThatAreGoneOnceTheIndexIsTold() throws Exception {
    var operator = new SecondEndOperator(10, RULES, PACE, ANSWERS, INDEX);
    KeyedOneInputStreamOperatorTestHarness<String, LinkMessage, ScoredEdge> harness =
        open(operator, new HashMapStateBackend(), null, serializer(ScoredEdge.TYPE));
    for (int i = 0; i < 100; i++) {
      harness.processElement(row("v" + i, 1, i), 0);
      harness.processElement(new LinkMessage.Ask("v" + i, 100, List.of("v0")), 0);
    }
    marks(harness, LinkClock.ROWS_PERIOD, 100);
    pass(harness);
    long searches =
        harness.getSideOutput(INDEX).stream()
            .flatMap(record -> unpacked(record.getValue()))
            .filter(LinkMessage.Search.class::isInstance)
            .count();
    assertEquals(100 * RULES.shards(), searches);
    for (int i = 0; i < 100; i++) {
      harness.processElement(LinkMessages.row("v" + i, null), 0);
    }
    marks(harness, LinkClock.ROWS_PERIOD, 200);
    pass(harness);
    assertEquals(KeyGroups.COUNT, entries(harness), "the clocks");
    harness.close();
  }

  private static LinkMessage.IndexRow indexRow(String vertex, float... values) {
    HeldRows rows = new HeldRows();
    if (values.length > 0) {
      rows.put(new LinkRow(0, 1, 1, 0, values));
    }
    return new LinkMessage.IndexRow(0, vertex, rows);
  }

  private static LinkMessage.Search search(long period, String vertex) {
    return new LinkMessage.Search(
        0, period, vertex, new LinkRow(0, 1, 1, 0, new float[] {1, 0}), List.of(), List.of());
  }

  private static void indexMarks(
      KeyedOneInputStreamOperatorTestHarness<String, LinkMessage, ?> harness, int to, long time)
      throws Exception {
    for (int from = 0; from < to; from++) {
      harness.processElement(new LinkMessage.Mark(0, LinkClock.INDEX_PERIOD, from, time), 0);
    }
  }

  /** A search waits until all rows of its period are there, also through a restore. */
  @Test
  void theIndexIsSearchedWhenItIsWholeAndKeepsNothingOfThoseThatAreGone() throws Exception {
    var harness = open(new LinkIndexOperator(RULES), new HashMapStateBackend(), null, messages());
    for (int i = 0; i < 20; i++) {
      harness.processElement(indexRow("v" + i, i, 1), 0);
    }
    harness.processElement(search(100, "v3"), 0);
    indexMarks(harness, 127, 100);
    pass(harness);
    assertEquals(List.of(), harness.extractOutputValues());
    OperatorSubtaskState state = snapshot(harness);
    harness.close();

    var restored = open(new LinkIndexOperator(RULES), new HashMapStateBackend(), state, messages());
    indexMarks(restored, 128, 100);
    pass(restored);
    LinkMessage.Found found = (LinkMessage.Found) restored.extractOutputValues().get(0);
    List<String> names = new ArrayList<>();
    found.partners().forEach(partner -> names.add(partner.row().vertex()));
    assertEquals(List.of("v19", "v18", "v17"), names);
    for (int i = 0; i < 20; i++) {
      restored.processElement(indexRow("v" + i), 0);
    }
    assertEquals(1, entries(restored), "the clocks of the shard's group");
    restored.close();
  }

  @Test
  void partnersArePutTogetherWhenAllShardsHaveAnswered() throws Exception {
    KeyedOneInputStreamOperatorTestHarness<String, LinkMessage, LinkScores> harness =
        open(
            new PartnersOperator(RULES),
            new HashMapStateBackend(),
            null,
            serializer(LinkScoresSerializer.TYPE));
    HeldRows rows = new HeldRows();
    rows.put(new LinkRow(0, 1, 1, 0, new float[] {1}));
    var me = rows.newest().name("me");
    harness.processElement(new LinkMessage.Found(0, 100, me, List.of()), 0);
    harness.processElement(new LinkMessage.Found(0, 200, me, List.of()), 0);
    harness.processElement(new LinkMessage.Found(0, 100, me, List.of()), 0); // said again
    assertEquals(List.of(), harness.extractOutputValues());
    harness.processElement(new LinkMessage.Found(64, 100, me, List.of()), 0);
    assertEquals(List.of(new LinkScores(100, me, List.of())), harness.extractOutputValues());
    harness.processElement(new LinkMessage.Found(64, 200, me, List.of()), 0);
    assertEquals(2, harness.extractOutputValues().size());
    assertEquals(0, entries(harness));
    harness.close();
  }

  private static LinkMessage.Found found(int from, long sequence) {
    var row = new LinkRow(0, 1, sequence, 0, new float[] {sequence}).name("me");
    return new LinkMessage.Found(from, 100, row, List.of());
  }

  /**
   * Some are there before the checkpoint, the others after it; what is done with leaves nothing.
   */
  @Test
  void whatSomeShardsHaveFoundIsKeptAndNoTwoRowsArePutTogether() throws Exception {
    var harness =
        open(
            new PartnersOperator(RULES),
            new HashMapStateBackend(),
            null,
            serializer(LinkScoresSerializer.TYPE));
    harness.processElement(found(0, 1), 0);
    harness.processElement(found(0, 2), 0); // asked again, with another row
    OperatorSubtaskState state = snapshot(harness);
    assertEquals(1, harness.numKeyedStateEntries(), "one vertex");
    harness.close();

    var restored =
        open(
            new PartnersOperator(RULES),
            new HashMapStateBackend(),
            state,
            serializer(LinkScoresSerializer.TYPE));
    restored.processElement(found(64, 1), 0);
    restored.processElement(found(64, 2), 0);
    assertEquals(
        List.of(1L, 2L),
        restored.extractOutputValues().stream().map(scores -> scores.row().sequence()).toList());
    assertEquals(0, entries(restored));
    restored.close();
  }
}
