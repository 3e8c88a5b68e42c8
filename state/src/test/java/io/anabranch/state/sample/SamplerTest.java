// SPDX-License-Identifier: Apache-2.0
package io.anabranch.state.sample;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.anabranch.state.event.EdgeEvent;
import io.anabranch.state.event.EdgeEvent.Op;
import io.anabranch.state.exchange.Roll;
import io.anabranch.state.sample.SampleRule.Order;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** In-edges of v; the first layer takes 1, the second 2, the most recent ones. */
class SamplerTest {

  private final Sampler sampler = new Sampler(new SampleRule(List.of(1, 2), Order.MOST_RECENT, 0));
  private final Sample sample = new Sample();
  private final List<EdgeEvent> live = new ArrayList<>();
  private final List<String> told = new ArrayList<>();
  private int looks;

  @Test
  void usageExample() {
    enter(edge("a", 1));
    assertEquals(List.of("a all +1"), settle());
    enter(edge("b", 2)); // b is first now, and a is a member for the second layer alone
    assertEquals(List.of("b all +1", "a all -1", "a 2 +1"), settle());
    enter(edge("c", 3));
    assertEquals(List.of("c all +1", "b all -1", "b 2 +1", "a 2 -1"), settle());
    leave(edge("b", 2));
    assertEquals(List.of("b 2 -1", "a 2 +1"), settle());
    leave(edge("c", 3));
    assertEquals(List.of("c all -1", "a 2 -1", "a all +1"), settle());
    leave(edge("a", 1));
    assertEquals(List.of("a all -1"), settle());
    assertEquals(0, sample.size());
  }

  @Test
  void whatComesBehindTheMembersIsNotTold() {
    enter(edge("c", 3));
    enter(edge("b", 2));
    settle();
    enter(edge("a", 1));
    assertEquals(List.of(), settle());
    leave(edge("a", 1));
    assertEquals(List.of(), settle());
  }

  /** Two members, two in reserve: two may leave before all edges are looked at. */
  @Test
  void allEdgesAreLookedAtOnlyWhenTheReserveIsUsedUp() {
    for (int i = 1; i <= 6; i++) {
      enter(edge("u" + i, i));
    }
    assertEquals(4, sample.size());
    settle();
    leave(edge("u6", 6));
    leave(edge("u5", 5));
    settle();
    assertEquals(0, looks);
    leave(edge("u4", 4));
    assertEquals(
        List.of("u4 all -1", "u3 2 -1", "u3 all +1", "u2 2 +1"), settle(), "u2 was not at hand");
    assertEquals(1, looks);
    assertEquals(3, sample.size());
  }

  /** What is behind the last one at hand may not be the next one. */
  @Test
  void anEdgeDoesNotOvertakeThoseThatAreNotAtHand() {
    for (int i = 1; i <= 6; i++) {
      enter(edge("u" + i, 10 * i));
    }
    settle();
    leave(edge("u6", 60));
    leave(edge("u5", 50)); // at hand: u4, u3
    enter(edge("late", 15)); // u2 is before it
    settle();
    assertEquals(2, sample.size());
    leave(edge("u4", 40));
    assertEquals(List.of("u4 all -1", "u3 2 -1", "u3 all +1", "u2 2 +1"), settle());
  }

  @Test
  void whatEntersAndLeavesTogetherIsNotTold() {
    enter(edge("a", 1));
    settle();
    enter(edge("b", 2));
    leave(edge("b", 2));
    assertEquals(List.of(), settle());
  }

  @Test
  void anotherTimeIsToldOnlyWhereItChangesTheLayers() {
    enter(edge("a", 1));
    enter(edge("b", 2));
    settle();
    leave(edge("b", 2));
    enter(edge("b", 3));
    assertEquals(List.of(), settle());
    leave(edge("a", 1));
    enter(edge("a", 4));
    assertEquals(List.of("a all +1", "b all -1", "b 2 +1", "a 2 -1"), settle());
  }

  @Test
  void anotherWeightIsTold() {
    enter(edge("a", 1));
    settle();
    leave(edge("a", 1));
    enter(new EdgeEvent(Op.ADD, "a", "v", "", 1, 2f));
    assertEquals(List.of("a all -1", "a*2.0 all +1"), settle());
  }

  /** Parallel edges are drawn one by one; with one hash, their ids decide. */
  @Test
  void parallelEdgesAreEdges() {
    Sampler byHash = new Sampler(new SampleRule(List.of(2), Order.HASH, 5));
    for (String id : List.of("c", "a", "\u00e9", "b")) { // bytes of two, unsigned, come last
      byHash.enter(sample, new EdgeEvent(Op.ADD, "u", "v", id, 1, id.charAt(0)), live.size());
      live.add(edge(id, 0));
    }
    byHash.settle(sample, 4, visitor -> {}, this::tell);
    assertEquals(List.of("u*97.0 all +1", "u*98.0 all +1"), told);
    assertEquals(
        List.of("a", "b", "c", "\u00e9"),
        List.of(sample.first(4)).stream().map(RankedEdge::id).toList());
  }

  @Test
  void theOrderIsTotal() {
    RankedEdge edge = new RankedEdge(0, 1, "id", "u", 1f, 0);
    assertTrue(edge.compareTo(new RankedEdge(1, 0, "a", "a", 1f, 0)) < 0, "time first");
    assertTrue(edge.compareTo(new RankedEdge(0, -1, "a", "a", 1f, 0)) < 0, "the hash is unsigned");
    assertTrue(edge.compareTo(new RankedEdge(0, 1, "ie", "a", 1f, 0)) < 0, "then the id");
    assertTrue(edge.compareTo(new RankedEdge(0, 1, "id", "v", 1f, 0)) < 0, "then the source");
    assertEquals(0, edge.compareTo(new RankedEdge(0, 1, "id", "u", 2f, 0)), "never the weight");
  }

  /** By time, then by the bytes of the id, then of the source; the layers follow the draw. */
  @Test
  void theRollIsInTheOrderOfTheEvents() {
    Sampler ordering =
        new Sampler(new SampleRule(List.of(1, 3), Order.HASH, 5, SampleRule.Telling.ORDER));
    assertTrue(ordering.goesByTime());
    List<EdgeEvent> edges =
        List.of(
            new EdgeEvent(Op.ADD, "a", "v", "x", 7, 1f),
            new EdgeEvent(Op.ADD, "c", "v", "", 7, 1f),
            new EdgeEvent(Op.ADD, "b", "v", "", 7, 1f));
    for (int i = 0; i < 3; i++) {
      ordering.enter(sample, edges.get(i), i);
    }
    String first = sample.first(1)[0].src();
    assertEquals("[b, c, a]" + masks("bca", first), roll(ordering, 3));
    ordering.leave(sample, edges.get(2));
    ordering.enter(sample, new EdgeEvent(Op.ADD, "b", "v", "", 8, 1f), 2);
    assertEquals("[c, a, b]" + masks("cab", first), roll(ordering, 3), "at another time");
    ordering.leave(sample, edges.get(1));
    ordering.enter(sample, edges.get(1), 2);
    assertEquals("", roll(ordering, 3), "the same as before is not told");
    ordering.leave(sample, edges.get(0));
    ordering.leave(sample, edges.get(1));
    ordering.leave(sample, new EdgeEvent(Op.ADD, "b", "v", "", 8, 1f));
    assertEquals("[][]", roll(ordering, 0));
  }

  private static List<Integer> masks(String order, String first) {
    return order.chars().mapToObj(c -> String.valueOf((char) c).equals(first) ? -1 : 2).toList();
  }

  private String roll(Sampler ordering, int edges) {
    StringBuilder roll = new StringBuilder();
    ordering.settle(
        sample,
        edges,
        visitor -> {},
        new Sampler.Listener() {
          @Override
          public void changed(String src, float weight, int mask, int change) {}

          @Override
          public void ordered(Roll now) {
            roll.append(now);
          }
        });
    return roll.toString();
  }

  @Test
  void anOrderNeedsASample() {
    Exception e =
        assertThrows(
            IllegalArgumentException.class,
            () -> new SampleRule(List.of(), Order.HASH, 5, SampleRule.Telling.ORDER));
    assertEquals(
        "layers that hear their in-edges in order take a sample of them; got no fan-outs",
        e.getMessage());
  }

  @Test
  void anEdgeThatIsThereDoesNotEnterAgain() {
    enter(edge("a", 1));
    assertThrows(IllegalStateException.class, () -> enter(edge("a", 1)));
  }

  @Test
  void aRuleWithoutSizesTakesAll() {
    assertTrue(new Sampler(SampleRule.ALL).takesAll());
    assertThrows(
        IllegalArgumentException.class, () -> new SampleRule(List.of(1, 0), Order.HASH, 0));
  }

  private static EdgeEvent edge(String src, long timestamp) {
    return EdgeEvent.add(src, "v", timestamp);
  }

  private void enter(EdgeEvent edge) {
    sampler.enter(sample, edge, live.size());
    live.add(edge);
  }

  private void leave(EdgeEvent edge) {
    assertTrue(live.remove(edge));
    sampler.leave(sample, edge);
  }

  private List<String> settle() {
    told.clear();
    sampler.settle(sample, live.size(), this::look, this::tell);
    return List.copyOf(told);
  }

  private void look(Consumer<EdgeEvent> visitor) {
    looks++;
    live.forEach(visitor);
  }

  private void tell(String src, float weight, int mask, int change) {
    String name = weight == 1f ? src : src + "*" + weight;
    told.add("%s %s %+d".formatted(name, mask == -1 ? "all" : mask, change));
  }
}
