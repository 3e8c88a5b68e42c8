// SPDX-License-Identifier: Apache-2.0
package io.anabranch.state.neighborhood;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.anabranch.state.event.EraseEvent;
import io.anabranch.state.event.GraphEvent;
import io.anabranch.state.event.InputTopic;
import io.anabranch.state.exchange.Cause;
import io.anabranch.state.exchange.Heard;
import io.anabranch.state.page.MapPages;
import io.anabranch.state.sample.SampleRule;
import io.anabranch.state.store.MemoryVertexStore;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** A Neighborhood of two key groups, v... and the rest, with horizons that are moved by hand. */
final class Bench implements Deadlines {

  /** A deadline, shown as "time vertex INPUT". */
  private record Deadline(InputTopic input, String vertex, long time) {}

  final MapPages pages = new MapPages();
  final MemoryVertexStore<NeighborhoodVertex> store;
  Erases erases;
  Neighborhood neighborhood;
  Sweep sweep;
  List<Cause> causes = List.of();
  private final Heard heard = new Heard();
  private final Map<InputTopic, Long> horizons = new EnumMap<>(InputTopic.class);
  private final List<Deadline> pending = new ArrayList<>();

  Bench(long ttl) {
    NeighborhoodFormat format = new NeighborhoodFormat(ttl);
    store = new MemoryVertexStore<>(() -> format.empty(pages));
    start();
  }

  private void start() {
    erases = new Erases(2, vertex -> vertex.startsWith("v") ? 0 : 1);
    neighborhood = new Neighborhood(store, this, erases, heard, 2, SampleRule.ALL);
    sweep =
        new Sweep(neighborhood, erases, () -> List.copyOf(store.vertices().keySet()).iterator());
  }

  @Override
  public void set(InputTopic input, String vertex, long time) {
    assertTrue(time > horizon(input), "it would not be woken");
    pending.add(new Deadline(input, vertex, time));
  }

  @Override
  public void cancel(InputTopic input, String vertex, long time) {
    assertTrue(pending.remove(new Deadline(input, vertex, time)));
  }

  @Override
  public long horizon(InputTopic input) {
    return horizons.getOrDefault(input, Long.MIN_VALUE);
  }

  boolean apply(GraphEvent event) {
    return neighborhood.apply(event, new Cause(event.timestamp(), 0));
  }

  /** Both groups hear of it, as from the gate. */
  boolean erase(String vertex, long timestamp) {
    EraseEvent event = new EraseEvent(vertex, timestamp);
    Cause cause = new Cause(timestamp, 0);
    boolean first = neighborhood.erase(0, event, cause);
    assertEquals(first, neighborhood.erase(1, event, cause));
    return first;
  }

  /** Only what is kept is left: vertices, deadlines, and these erases. */
  void restart(Map<Integer, byte[]> kept) {
    start();
    kept.forEach(erases::restore);
  }

  void sweepAll() {
    while (sweep.isDue()) {
      sweep.step(1_000);
    }
  }

  /** The horizons of both topics come to a time. */
  void horizons(long time) {
    for (InputTopic input : InputTopic.values()) {
      horizon(input, time);
    }
  }

  void horizon(InputTopic input, long time) {
    horizons.put(input, time);
    for (Deadline due : List.copyOf(pending)) {
      if (due.input() == input && due.time() <= time) {
        pending.remove(due);
        neighborhood.expire(input, due.vertex(), time, new Cause(time, 0));
      }
    }
    neighborhood.forgetErases();
  }

  /** What was told since the last call. */
  List<String> told() {
    causes = List.copyOf(heard.causes());
    return heard.take();
  }

  Set<String> asked() {
    Set<String> asked = new TreeSet<>();
    pending.forEach(next -> asked.add(next.time() + " " + next.vertex() + " " + next.input()));
    return asked;
  }

  void assertNothingLeft() {
    assertEquals(Set.of(), store.vertices().keySet());
    assertEquals(Set.of(), asked());
    assertEquals(0, pages.size());
    assertEquals(0, erases.size());
  }
}
