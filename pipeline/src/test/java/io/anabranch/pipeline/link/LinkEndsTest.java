// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.link;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.anabranch.connectors.codec.LinkQuery;
import io.anabranch.state.event.EdgeEvent;
import io.anabranch.state.exchange.KeyGroups;
import io.anabranch.state.store.CachedVertexStore;
import io.anabranch.state.store.MapBacking;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Both ends of a pair, one behind the other, without Flink. */
class LinkEndsTest {

  private static final LinkRules RULES = new LinkRules(LinkDecoder.INNER_PRODUCT, 3, 2, 4, 5, 0);

  private final Owned firstGroups = new Owned();
  private final Owned secondGroups = new Owned();
  private final MapBacking firstBacking = new MapBacking();
  private final MapBacking secondBacking = new MapBacking();
  private final CachedVertexStore<FirstVertex> firstStore =
      new CachedVertexStore<>(firstBacking, new FirstFormat(), 2);
  private final CachedVertexStore<SecondVertex> secondStore =
      new CachedVertexStore<>(secondBacking, new SecondFormat(), 2);
  private final List<ScoredEdge> scored = new ArrayList<>();
  private final List<LinkAnswer> answers = new ArrayList<>();
  private final List<LinkMessage> index = new ArrayList<>();
  private final SecondEnd second =
      new SecondEnd(
          secondStore,
          secondGroups,
          RULES,
          new SecondEnd.Outlet() {
            @Override
            public void scored(ScoredEdge edge) {
              scored.add(edge);
            }

            @Override
            public void answered(LinkAnswer answer) {
              answers.add(answer);
            }

            @Override
            public void index(LinkMessage message) {
              unpacked(message).forEach(index::add);
            }
          });
  private final Logs logs = new Logs();
  private final FirstEnd first = new FirstEnd(firstStore, firstGroups, logs, RULES, this::handOn);

  private static List<LinkMessage> unpacked(LinkMessage message) {
    return message instanceof LinkMessage.Block block ? block.messages() : List.of(message);
  }

  private void handOn(LinkMessage message) {
    unpacked(message).forEach(second::receive);
  }

  /** All groups are of one subtask. */
  private static final class Owned implements Groups {

    private final Map<Integer, GroupClocks> clocks = new HashMap<>();

    @Override
    public Iterable<Integer> owned() {
      return IntStream.range(0, KeyGroups.COUNT)::iterator;
    }

    @Override
    public GroupClocks at(int group) {
      return clocks.computeIfAbsent(group, g -> new GroupClocks());
    }

    @Override
    public GroupClocks change(int group) {
      return at(group);
    }
  }

  private static final class Logs implements LinkLogs {

    private final Map<Integer, LinkLog> logs = new HashMap<>();

    @Override
    public LinkLog at(int group) {
      return logs.computeIfAbsent(group, g -> new LinkLog());
    }

    @Override
    public LinkLog change(int group) {
      return at(group);
    }
  }

  private void row(String vertex, int epoch, long sequence, float... values) {
    tellBoth(LinkMessages.row(vertex, new LinkRow(epoch, 1 + epoch, sequence, 0, values)));
  }

  private void gone(String vertex) {
    tellBoth(LinkMessages.row(vertex, null));
  }

  private void tellBoth(LinkMessage message) {
    first.receive(message);
    second.receive(message);
    trim();
  }

  /** What lies in the backing is what counts: both stores are as small as can be. */
  private void trim() {
    firstStore.trim();
    secondStore.trim();
  }

  private void link(String u, String v, int change) {
    links(u, change, v);
    links(v, change, u);
  }

  /** As links come: many together. */
  private void links(String vertex, int change, String... others) {
    first.receive(LinkMessages.links(vertex, change, others));
    trim();
  }

  private ScoredEdge arrive(String src, String dst) {
    first.receive(new LinkMessage.Arrival(EdgeEvent.add(src, dst, 1), 2));
    trim();
    return scored.get(scored.size() - 1);
  }

  private LinkAnswer ask(String u, String v) {
    first.receive(new LinkMessage.Query(new LinkQuery("q", u, v)));
    trim();
    return answers.get(answers.size() - 1);
  }

  private void marks(LinkClock clock, long time) {
    for (int group = 0; group < KeyGroups.COUNT; group++) {
      for (int from = 0; from < KeyGroups.COUNT; from++) {
        tellBoth(new LinkMessage.Mark(group, clock, from, time));
      }
    }
  }

  private void period(long end) {
    marks(LinkClock.ROWS_PERIOD, end);
    while (first.isDue()) {
      first.step(3);
      trim();
    }
    while (second.isDue()) {
      second.step(3);
      trim();
    }
  }

  private List<LinkMessage.Search> searches(String vertex) {
    return index.stream()
        .filter(LinkMessage.Search.class::isInstance)
        .map(LinkMessage.Search.class::cast)
        .filter(search -> search.vertex().equals(vertex))
        .toList();
  }

  private List<String> linked(String vertex) {
    return searches(vertex).stream().flatMap(s -> s.linked().stream()).sorted().toList();
  }

  private List<String> wedges(String vertex) {
    return searches(vertex).stream().flatMap(s -> s.wedges().stream()).sorted().toList();
  }

  @Test
  void anEdgeIsScoredWithTheRowsAsTheyAre() {
    assertEquals(ScoredEdge.Outcome.UNKNOWN_VERTEX, arrive("a", "b").outcome());
    row("a", 0, 1, 1, 2);
    assertEquals(ScoredEdge.Outcome.UNKNOWN_VERTEX, arrive("a", "b").outcome());
    row("b", 0, 1, 3, 4);
    assertEquals(11f, arrive("a", "b").logit());
    row("a", 0, 2, -1, 0);
    ScoredEdge edge = arrive("a", "b");
    assertEquals(-3f, edge.logit());
    assertEquals(2, edge.src().sequence());
    assertEquals(1, edge.dst().sequence());
    gone("a");
    assertEquals(ScoredEdge.Outcome.UNKNOWN_VERTEX, arrive("a", "b").outcome());
    assertEquals(5, scored.size(), "one for each that arrived");
  }

  @Test
  void whileModelsChangeNoPairIsOfTwo() {
    row("a", 0, 1, 1);
    row("b", 0, 1, 2);
    row("a", 1, 2, 10);
    ScoredEdge before = arrive("a", "b");
    assertEquals(2f, before.logit(), "both have a row of the first model");
    assertEquals(1, before.src().modelVersion());
    row("b", 1, 2, 20);
    assertEquals(200f, arrive("a", "b").logit());
    marks(LinkClock.ROWS_EPOCH, 1);
    row("a", 1, 3, 11);
    row("b", 1, 3, 21);
    assertEquals(231f, arrive("a", "b").logit());
    assertNull(new HeldRows().earliest());
    assertEquals(1, firstStore.look("a").rows.earliest().epoch(), "the first one is retired");
    assertEquals(1, secondStore.look("b").rows.earliest().epoch());
  }

  @Test
  void aQueryIsAnsweredAlsoForThoseThatNobodyKnows() {
    row("a", 0, 1, 1);
    row("b", 0, 1, 2);
    link("a", "b", 1);
    LinkAnswer linked = ask("a", "b");
    assertTrue(linked.existing() && linked.uKnown() && linked.vKnown() && linked.isScored());
    assertEquals(2f, linked.logit());
    assertTrue(ask("b", "a").existing(), "either way");
    link("a", "b", -1);
    assertFalse(ask("a", "b").existing());
    LinkAnswer unknown = ask("a", "nobody");
    assertTrue(unknown.uKnown());
    assertFalse(unknown.vKnown() || unknown.isScored() || unknown.existing());
    assertFalse(ask("nobody", "b").uKnown());
  }

  /** a - b, b - c, and d alone: a and c make an open wedge. */
  @Test
  void atTheEndOfAPeriodThoseThatWereTouchedSearch() {
    for (String vertex : List.of("a", "b", "c", "d")) {
      row(vertex, 0, 1, 1);
    }
    link("a", "b", 1);
    link("b", "c", 1);
    period(100);
    assertEquals(List.of("b"), linked("a"));
    assertEquals(List.of("a", "c"), linked("b"));
    assertEquals(List.of("c"), wedges("a"));
    assertEquals(List.of("a"), wedges("c"));
    assertEquals(2, searches("d").size(), "one in each shard");
    long rows = index.stream().filter(LinkMessage.IndexRow.class::isInstance).count();
    assertEquals(4, rows);
    index.clear();
    row("d", 0, 2, 2);
    period(200);
    assertEquals(2, searches("d").size());
    assertEquals(200, searches("d").get(0).period());
    assertEquals(0, searches("a").size(), "not touched since");
    index.clear();
    period(200);
    assertEquals(List.of(), index, "it has ended before");
  }

  /** Rows before the mark of their group, searches after it. */
  @Test
  void theIndexHasTheRowsBeforeItIsSearched() {
    row("a", 0, 1, 1);
    period(100);
    List<String> order = new ArrayList<>();
    for (LinkMessage message : index) {
      if (message instanceof LinkMessage.IndexRow) {
        order.add("row");
      } else if (message instanceof LinkMessage.Search) {
        order.add("search");
      } else if (message instanceof LinkMessage.Mark mark && mark.from() == KeyGroups.of("a")) {
        order.add("mark");
      }
    }
    assertEquals(List.of("row", "mark", "mark", "search", "search"), order);
  }

  private List<Long> told(LinkClock clock, String vertex) {
    int group = KeyGroups.of(vertex);
    return index.stream()
        .filter(LinkMessage.Mark.class::isInstance)
        .map(LinkMessage.Mark.class::cast)
        .filter(mark -> mark.clock() == clock && mark.from() == group && mark.group() == 0)
        .map(LinkMessage.Mark::time)
        .toList();
  }

  /** Work for a period comes to its end, however fast rows come meanwhile. */
  @Test
  void whatIsTouchedWhileAPeriodIsWorkedForIsOfTheNext() {
    for (int i = 0; i < 20; i++) {
      row("v" + i, 0, 1, 1);
    }
    marks(LinkClock.ROWS_PERIOD, 100);
    for (long sequence = 2; first.isDue() || second.isDue(); sequence++) {
      for (int i = 0; i < 20; i++) {
        row("v" + i, 0, sequence, sequence);
      }
      first.step(1);
      second.step(1);
      trim();
    }
    IntStream.range(0, 20).forEach(i -> assertEquals(2, searches("v" + i).size()));
    index.clear();
    period(200);
    IntStream.range(0, 20).forEach(i -> assertEquals(2, searches("v" + i).size()));
    index.clear();
    period(300);
    IntStream.range(0, 20).forEach(i -> assertEquals(0, searches("v" + i).size()));
  }

  /** Links are counted when the turn of their group comes, and touch for the period that it is. */
  @Test
  void linksThatWaitTouchForThePeriodThatIsWorkedFor() {
    row("a", 0, 1, 1);
    row("b", 0, 1, 1);
    period(100);
    index.clear();
    links("a", 1, "b");
    marks(LinkClock.ROWS_PERIOD, 200);
    links("b", 1, "a");
    assertFalse(logs.at(KeyGroups.of("a")).isEmpty(), "the mark counts nothing");
    period(200);
    assertEquals(2, searches("a").size());
    assertEquals(2, searches("b").size());
    index.clear();
    links("b", 1, "c");
    period(300);
    assertEquals(0, searches("a").size());
    assertEquals(2, searches("b").size(), "behind its turn is of the next");
  }

  /** What was put off waits for two looks, whatever else is to be done. */
  @Test
  void whatIsOverdueComesFirst() {
    for (int i = 0; i < 20; i++) {
      row("v" + i, 0, 1, 1);
    }
    links("w", 1, "x");
    assertTrue(first.putsOff());
    first.look();
    assertFalse(first.isDue(), "one look is not enough");
    first.look();
    assertTrue(first.isDue());
    marks(LinkClock.ROWS_PERIOD, 100);
    first.step(1);
    assertFalse(first.putsOff());
    assertEquals(1, firstStore.look("w").partners());
    while (first.isDue()) {
      first.step(3);
    }
    assertEquals(0, first.receive(LinkMessages.links("w", 1, "y")), "waits");
    first.look();
    assertEquals(2, first.receive(new LinkMessage.Query(new LinkQuery("q", "w", "y"))));
    links("w", 1, "z");
    first.look();
    assertFalse(first.isDue(), "what came behind a query has waited for one look");
    assertTrue(first.putsOff());
  }

  /**
   * Whom a vertex is linked to is known when it is asked for, however long its group is worked for.
   */
  @Test
  void linksThatComeWhileAGroupIsWorkedForAreCounted() {
    int group = KeyGroups.of("v0");
    List<String> together =
        IntStream.range(0, 100_000)
            .mapToObj(i -> "v" + i)
            .filter(vertex -> KeyGroups.of(vertex) == group)
            .limit(3)
            .toList();
    together.forEach(vertex -> row(vertex, 0, 1, 1));
    marks(LinkClock.ROWS_PERIOD, 100);
    first.step(1);
    together.forEach(vertex -> links(vertex, 1, "late"));
    period(100);
    assertEquals(List.of(), linked(together.get(0)), "its turn was before");
    assertEquals(List.of("late"), linked(together.get(2)));
  }

  /** Two periods end while one is worked for: the last of them is next, and no vertex is lost. */
  @Test
  void aPeriodThatEndsMeanwhileWaits() {
    for (int i = 0; i < 20; i++) {
      row("v" + i, 0, 1, 1);
    }
    marks(LinkClock.ROWS_PERIOD, 100);
    first.step(10);
    for (int i = 0; i < 20; i++) {
      row("v" + i, 0, 2, 1);
    }
    marks(LinkClock.ROWS_PERIOD, 200);
    marks(LinkClock.ROWS_PERIOD, 300);
    period(300);
    List<Long> periods = told(LinkClock.INDEX_PERIOD, "v0");
    assertEquals(300, periods.get(periods.size() - 1));
    assertFalse(periods.contains(200L), periods::toString);
    IntStream.range(0, 20)
        .forEach(
            i ->
                assertEquals(
                    300, searches("v" + i).get(searches("v" + i).size() - 1).period(), "v" + i));
  }

  /** Asked for a period whose rows the index has not been told of, a vertex waits for them. */
  @Test
  void aSearchWaitsForTheRowsOfItsPeriod() {
    row("a", 0, 1, 1);
    second.receive(new LinkMessage.Ask("a", 100, List.of("b")));
    while (second.isDue()) {
      second.step(3);
    }
    assertEquals(List.of(), index);
    marks(LinkClock.ROWS_PERIOD, 100);
    while (second.isDue()) {
      second.step(3);
    }
    assertEquals(2, searches("a").size());
    assertEquals(100, searches("a").get(0).period());
    second.receive(new LinkMessage.Ask("a", GroupClocks.LAST, List.of("b")));
    while (second.isDue()) {
      second.step(3);
    }
    assertEquals(2, searches("a").size(), "the last one is begun when the input has ended");
    second.last();
    while (second.isDue()) {
      second.step(3);
    }
    assertEquals(GroupClocks.LAST, searches("a").get(3).period());
  }

  /** Candidates of earlier periods depend on timing, the last period does not. */
  @Test
  void theLastPeriodHasItsOwnWedgesAlone() {
    row("a", 0, 1, 1);
    second.receive(new LinkMessage.Wedges("a", 100, List.of("x", "y")));
    second.receive(new LinkMessage.Wedges("a", 100, List.of("z")));
    second.receive(new LinkMessage.Ask("a", GroupClocks.LAST, List.of()));
    second.last();
    while (second.isDue()) {
      second.step(3);
    }
    assertEquals(List.of(), wedges("a"));
    second.receive(new LinkMessage.Wedges("b", GroupClocks.LAST, List.of("c")));
    second.receive(new LinkMessage.Wedges("b", 100, List.of("x")));
    row("b", 0, 1, 1); // it comes later than what was introduced
    second.receive(new LinkMessage.Ask("b", GroupClocks.LAST, List.of()));
    while (second.isDue()) {
      second.step(3);
    }
    assertEquals(List.of("c"), wedges("b"));
  }

  /** A graph whose shards are compared in full needs no candidates. */
  @Test
  void whereAllAreComparedNobodyIsIntroduced() {
    List<LinkMessage> said = new ArrayList<>();
    FirstEnd end =
        new FirstEnd(
            firstStore,
            new Owned(),
            new Logs(),
            new LinkRules(LinkDecoder.INNER_PRODUCT, 3, 2, 4, 5, 1_000),
            message -> said.addAll(unpacked(message)));
    for (String vertex : List.of("a", "b", "c")) {
      end.receive(LinkMessages.row(vertex, new LinkRow(0, 1, 1, 0, new float[] {1})));
    }
    end.receive(LinkMessages.links("b", 1, "a", "c"));
    end.last();
    while (end.isDue()) {
      end.step(1);
    }
    assertEquals(3, said.stream().filter(LinkMessage.Ask.class::isInstance).count());
    assertEquals(0, said.stream().filter(LinkMessage.Wedges.class::isInstance).count());
  }

  /** No search waits at the index for rows of a group whose turn comes later. */
  @Test
  void allRowsAreToldBeforeAnybodySearches() {
    IntStream.range(0, 20).forEach(i -> row("v" + i, 0, 1, 1));
    period(100);
    boolean searched = false;
    for (LinkMessage message : index) {
      searched |= message instanceof LinkMessage.Search;
      assertTrue(!searched || message instanceof LinkMessage.Search, message::toString);
    }
    assertEquals(40, index.stream().filter(LinkMessage.Search.class::isInstance).count());
  }

  @Test
  void whoIsLinkedToTooManySearchesNobody() {
    row("hub", 0, 1, 1);
    for (int i = 0; i < 6; i++) {
      link("hub", "v" + i, 1);
    }
    period(100);
    assertEquals(0, searches("hub").size());
    assertEquals(1, first.skipped());
  }

  /** Links wait, and whoever asks for them finds them counted. */
  @Test
  void linksThatWaitAreCountedWhenSomebodyAsks() {
    row("a", 0, 1, 1);
    row("b", 0, 1, 1);
    links("a", 1, "b", "c", "c");
    links("a", -1, "c");
    assertFalse(logs.at(KeyGroups.of("a")).isEmpty());
    assertEquals(0, firstStore.look("a").partners());
    assertTrue(ask("a", "b").existing());
    assertTrue(logs.at(KeyGroups.of("a")).isEmpty());
    links("a", -1, "b");
    links("b", 1, "d");
    period(100);
    assertEquals(List.of("c"), linked("a"), "one of the two is left");
    assertEquals(List.of("d"), linked("b"));
    index.clear();
    links("b", 1, "e");
    period(200);
    assertEquals(List.of("d", "e"), linked("b"), "a link touches, too");
    assertEquals(0, searches("a").size(), "not touched since");
    links("a", -1, "c");
    links("b", -1, "d", "e");
    gone("a");
    gone("b");
    period(300);
    first.settle(KeyGroups.of("a"));
    first.settle(KeyGroups.of("b"));
    firstStore.writeBack();
    assertEquals(0, firstBacking.entries(), "of what is gone nothing is kept");
  }

  /** What waits is bounded. */
  @Test
  void manyLinksAreCountedBeforeAnybodyAsks() {
    row("a", 0, 1, 1);
    String[] others = IntStream.range(0, 1_000).mapToObj(i -> "v" + i).toArray(String[]::new);
    for (int i = 0; i < 10; i++) {
      links("a", 1, others);
    }
    assertEquals(1_000, firstStore.look("a").partners());
    assertFalse(logs.at(KeyGroups.of("a")).isFull(KeyGroups.of("a")));
    links("a", -1, others);
    assertTrue(ask("a", "v7").existing());
  }

  /** Partners are written again as they were until a link changes, whatever becomes of the row. */
  @Test
  void partnersThatDidNotChangeAreWrittenAgain() {
    links("a", 1, "b", "c");
    for (int sequence = 1; sequence < 4; sequence++) {
      row("a", 0, sequence, sequence);
      first.settle(KeyGroups.of("a"));
      firstStore.writeBack();
      FirstVertex read = new CachedVertexStore<>(firstBacking, new FirstFormat(), 2).look("a");
      assertEquals(sequence, read.rows.newest().sequence());
      assertEquals(List.of("b", "c"), read.linked().stream().sorted().toList());
    }
    links("a", -1, "b");
    first.settle(KeyGroups.of("a"));
    firstStore.writeBack();
    FirstVertex read = new CachedVertexStore<>(firstBacking, new FirstFormat(), 2).look("a");
    assertEquals(List.of("c"), read.linked());
  }

  @Test
  void workUnderWayIsFoundAgain() {
    for (int i = 0; i < 20; i++) {
      row("v" + i, 0, 1, 1);
    }
    marks(LinkClock.ROWS_PERIOD, 100);
    first.step(5);
    firstStore.writeBack();
    FirstEnd restored =
        new FirstEnd(
            new CachedVertexStore<>(firstBacking, new FirstFormat(), 2),
            firstGroups,
            logs,
            RULES,
            this::handOn);
    IntStream.range(0, 20).forEach(i -> restored.restore("v" + i));
    while (restored.isDue()) {
      restored.step(3);
    }
    while (second.isDue()) {
      second.step(3);
    }
    IntStream.range(0, 20).forEach(i -> assertEquals(2, searches("v" + i).size()));
  }

  @Test
  void ofWhatIsGoneNothingIsKept() {
    for (String vertex : List.of("a", "b", "c")) {
      row(vertex, 0, 1, 1);
      row(vertex, 1, 1, 1);
    }
    link("a", "b", 1);
    link("b", "c", 1);
    period(100);
    link("b", "a", -1); // the other way round: a pair is linked either way
    link("c", "b", -1);
    List.of("a", "b", "c").forEach(this::gone);
    period(200);
    firstStore.writeBack();
    secondStore.writeBack();
    assertEquals(0, firstBacking.entries());
    assertEquals(0, secondBacking.entries());
    long left =
        index.stream()
            .filter(LinkMessage.IndexRow.class::isInstance)
            .filter(row -> ((LinkMessage.IndexRow) row).rows().isEmpty())
            .count();
    assertEquals(3, left, "the index is told");
  }
}
