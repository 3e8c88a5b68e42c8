// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.swap;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.anabranch.pipeline.engine.LocalDeadlines;
import io.anabranch.state.control.GroupEpochs;
import io.anabranch.state.event.EdgeEvent;
import io.anabranch.state.event.FeaturesEvent;
import io.anabranch.state.event.GraphEvent;
import io.anabranch.state.exchange.Cause;
import io.anabranch.state.exchange.ForwardingInlet;
import io.anabranch.state.exchange.Inlet;
import io.anabranch.state.exchange.KeyGroups;
import io.anabranch.state.neighborhood.Erases;
import io.anabranch.state.neighborhood.Neighborhood;
import io.anabranch.state.neighborhood.NeighborhoodFormat;
import io.anabranch.state.neighborhood.NeighborhoodVertex;
import io.anabranch.state.page.NoPages;
import io.anabranch.state.sample.SampleRule;
import io.anabranch.state.store.MemoryVertexStore;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A graph of two vertices, a -> b, goes over to the second model. */
class TellingTest {

  private final List<String> lines = new ArrayList<>();
  private final AllGroups groups = new AllGroups();
  private final MemoryVertexStore<NeighborhoodVertex> store =
      new MemoryVertexStore<>(() -> new NeighborhoodFormat().empty(NoPages.INSTANCE));
  private final Telling telling =
      new Telling(groups, this::inlet, this::keys, () -> 0, new Turns(), new Unheard());
  private final Neighborhood neighborhood =
      new Neighborhood(
          store,
          new LocalDeadlines(),
          new Erases(KeyGroups.COUNT, KeyGroups::of),
          telling.changes(),
          1,
          SampleRule.ALL);

  @BeforeEach
  void aGraphIsThere() {
    telling.of(neighborhood);
    apply(new FeaturesEvent("a", 1, new float[] {1}));
    apply(new FeaturesEvent("b", 1, new float[] {2}));
    apply(EdgeEvent.add("a", "b", 2));
    lines.clear();
    groups.owned().forEach(group -> telling.begin(group, 1));
  }

  @Test
  void allFeaturesAreToldBeforeAnyEdge() throws Exception {
    telling.step(1); // features of so few take a step
    assertEquals(List.of("1: self a [1.0]", "1: self b [2.0]"), sorted());
    toTheEnd();
    assertEquals(
        List.of("128 turns", "1: a -> b +1", "1: self a [1.0]", "1: self b [2.0]", "flush"),
        sorted());
    apply(new FeaturesEvent("a", 3, new float[] {3}));
    assertEquals(List.of("1: self a [3.0]"), sorted());
  }

  /** Of what was told ahead the rest is told first, and the change to both models. */
  @Test
  void aVertexThatChangesInBetweenIsToldWholeBefore() throws Exception {
    telling.step(1);
    lines.clear();
    apply(new FeaturesEvent("b", 3, new float[] {4}));
    assertEquals(
        List.of("1: self b [2.0]", "1: a -> b +1", "0: self b [4.0]", "1: self b [4.0]"), lines);
    lines.clear();
    toTheEnd();
    assertEquals(List.of("128 turns", "1: self a [1.0]", "flush"), sorted());
  }

  private void apply(GraphEvent event) {
    neighborhood.apply(event, new Cause(0, 0));
  }

  private void toTheEnd() throws Exception {
    while (telling.isDue()) {
      telling.step(1);
    }
    long turns = lines.stream().filter("turn"::equals).count();
    lines.removeIf("turn"::equals);
    lines.add(turns + " turns");
    assertEquals(1, groups.earliestServed());
  }

  /** Which of two vertices comes first the hash of their names says. */
  private List<String> sorted() {
    List<String> sorted = lines.stream().sorted().toList();
    lines.clear();
    return sorted;
  }

  private Iterator<String> keys() {
    return List.copyOf(store.vertices().keySet()).stream()
        .sorted(Comparator.comparingInt(KeyGroups::of))
        .iterator();
  }

  private Inlet inlet(int epoch) {
    return new ForwardingInlet(null) {
      @Override
      public void self(String vertex, float[] values, Cause cause) {
        lines.add("%d: self %s %s".formatted(epoch, vertex, Arrays.toString(values)));
      }

      @Override
      public void subscription(
          String source, String target, float weight, int mask, int change, Cause cause) {
        lines.add("%d: %s -> %s %+d".formatted(epoch, source, target, change));
      }
    };
  }

  private final class Turns implements Telling.Hands {

    @Override
    public void flush() {
      lines.add("flush");
    }

    @Override
    public void turn(int group, int epoch) {
      lines.add("turn");
    }
  }

  private static final class Unheard implements Telling.Progress {

    @Override
    public void begun(int epoch) {}

    @Override
    public void told(int group, int epoch, long vertices) {}
  }

  private static final class AllGroups implements Groups {

    private final List<GroupEpochs> epochs =
        IntStream.range(0, KeyGroups.COUNT).mapToObj(group -> new GroupEpochs()).toList();

    @Override
    public List<Integer> owned() {
      return IntStream.range(0, KeyGroups.COUNT).boxed().toList();
    }

    @Override
    public GroupEpochs at(int group) {
      return epochs.get(group);
    }

    @Override
    public GroupEpochs change(int group) {
      return epochs.get(group);
    }
  }
}
