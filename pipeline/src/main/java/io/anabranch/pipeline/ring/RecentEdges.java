// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.ring;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

/**
 * The edges of late, by both their ends, and when a vertex was triggered last. Bound: so many
 * edges, the oldest go first; what the horizon has left a window behind goes, too; an erased vertex
 * goes with all its edges. A vertex without edges of late is not known.
 */
public final class RecentEdges {

  /** How far back a look at one vertex goes, whatever its degree. */
  static final int LOOK_BACK = 1_024;

  /** A vertex, its edges of late in the order in which they came. */
  private static final class Around {
    private final ArrayDeque<RecentEdge> edges = new ArrayDeque<>();
    private long triggered = -1; // the number of the edge that did
  }

  private final int capacity;
  private final ArrayDeque<RecentEdge> all = new ArrayDeque<>();
  private final Map<String, Around> around = new HashMap<>();
  private long next;

  public RecentEdges(int capacity) {
    this.capacity = capacity;
  }

  /** Takes in an edge. */
  public void add(String src, String dst, long time, boolean surprising) {
    put(new RecentEdge(next, src, dst, time, surprising));
  }

  void put(RecentEdge edge) {
    next = edge.number() + 1;
    all.addLast(edge);
    around.computeIfAbsent(edge.src(), v -> new Around()).edges.addLast(edge);
    if (!edge.src().equals(edge.dst())) {
      around.computeIfAbsent(edge.dst(), v -> new Around()).edges.addLast(edge);
    }
    if (all.size() > capacity) {
      forget(all.removeFirst());
    }
  }

  /** Forgets the edges before a time, as far as no younger one came before them. */
  public void forgetBefore(long time) {
    while (!all.isEmpty() && all.getFirst().time() < time) {
      forget(all.removeFirst());
    }
  }

  /** Forgets a vertex and its edges. */
  public void erase(String vertex) {
    Around gone = around.get(vertex);
    if (gone == null) {
      return;
    }
    List<RecentEdge> edges = List.copyOf(gone.edges);
    all.removeIf(edge -> edge.src().equals(vertex) || edge.dst().equals(vertex));
    edges.forEach(this::forget);
  }

  /** The edge is the oldest one of each of its ends, or one of its ends is erased. */
  private void forget(RecentEdge edge) {
    forget(edge.src(), edge);
    forget(edge.dst(), edge);
  }

  private void forget(String vertex, RecentEdge edge) {
    Around of = around.get(vertex);
    if (of != null) {
      if (edge.equals(of.edges.peekFirst())) {
        of.edges.removeFirst();
      } else {
        of.edges.remove(edge);
      }
      if (of.edges.isEmpty()) {
        around.remove(vertex);
      }
    }
  }

  /**
   * Whether so many surprising edges lie around a vertex, none of them older than {@code since} and
   * none that has counted for a trigger before. If so, they have counted now.
   */
  public boolean triggers(String vertex, long since, int wanted) {
    Around of = around.get(vertex);
    int count = 0;
    int looked = 0;
    Iterator<RecentEdge> newest =
        of == null ? List.<RecentEdge>of().iterator() : of.edges.descendingIterator();
    while (newest.hasNext() && count < wanted && looked++ < LOOK_BACK) {
      RecentEdge edge = newest.next();
      if (edge.number() <= of.triggered) {
        break;
      }
      count += edge.surprising() && edge.time() >= since ? 1 : 0;
    }
    if (of == null || count < wanted) {
      return false;
    }
    of.triggered = of.edges.getLast().number();
    return true;
  }

  /** The surprising edges from a vertex of not before {@code since}, the newest first. */
  List<RecentEdge> surprisingFrom(String vertex, long since) {
    return of(vertex, since).stream()
        .filter(edge -> edge.surprising() && edge.src().equals(vertex))
        .toList();
  }

  /** The edges of a vertex of not before {@code since}, the newest first, {@link #LOOK_BACK}. */
  List<RecentEdge> of(String vertex, long since) {
    Around of = around.get(vertex);
    List<RecentEdge> edges = new ArrayList<>();
    if (of != null) {
      Iterator<RecentEdge> newest = of.edges.descendingIterator();
      for (int looked = 0; newest.hasNext() && looked < LOOK_BACK; looked++) {
        RecentEdge edge = newest.next();
        if (edge.time() >= since) {
          edges.add(edge);
        }
      }
    }
    return edges;
  }

  /** All edges, in the order in which they came. */
  Deque<RecentEdge> all() {
    return all;
  }

  /** The vertices that were triggered and are known still, with the edge that did it. */
  Map<String, Long> triggered() {
    Map<String, Long> triggered = new HashMap<>();
    around.forEach(
        (vertex, of) -> {
          if (of.triggered >= 0) {
            triggered.put(vertex, of.triggered);
          }
        });
    return triggered;
  }

  void setTriggered(String vertex, long number) {
    Around of = around.get(vertex);
    if (of != null) {
      of.triggered = number;
    }
  }

  /** How many edges and vertices are kept. */
  public int entries() {
    return all.size() + around.size();
  }
}
