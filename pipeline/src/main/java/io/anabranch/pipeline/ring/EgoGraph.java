// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.ring;

import io.anabranch.pipeline.alert.Ego;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The graph of late around a vertex: the vertices that are reached from it in {@link #HOPS} steps
 * in either direction, and all edges of late among them. Of the neighbors of one vertex the {@link
 * #NEIGHBORS} go on with whom it has most edges, of equals the youngest: an ego graph has at most
 * {@link #MOST} vertices, and what makes up a ring is among them.
 *
 * @param vertices the center first, then as they were reached
 * @param hops steps from the center, one a vertex
 * @param edges between them, by number
 */
public record EgoGraph(List<String> vertices, List<Integer> hops, List<Pair> edges) {

  /** The most vertices. */
  public static final int MOST = 128;

  /** A ring of seven is closed in three steps from either side. */
  static final int HOPS = 3;

  static final int NEIGHBORS = 8;

  /** How many edges lead from one vertex to another. */
  public record Pair(int src, int dst, int count) {}

  private record Neighbor(String vertex, int count, long youngest) {}

  private static final Comparator<Neighbor> CLOSEST_FIRST =
      Comparator.comparingInt(Neighbor::count)
          .thenComparingLong(Neighbor::youngest)
          .reversed()
          .thenComparing(Neighbor::vertex);

  /** The ego graph of a vertex, of edges that are not older than {@code since}. */
  public static EgoGraph of(RecentEdges recent, String center, long since) {
    Map<String, Integer> numbers = new LinkedHashMap<>();
    numbers.put(center, 0);
    List<Integer> hops = new ArrayList<>(List.of(0));
    List<String> border = List.of(center);
    for (int hop = 1; hop <= HOPS; hop++) {
      List<String> reached = new ArrayList<>();
      for (String vertex : border) {
        for (Neighbor neighbor : closest(recent, vertex, since)) {
          if (numbers.size() < MOST
              && numbers.putIfAbsent(neighbor.vertex(), numbers.size()) == null) {
            reached.add(neighbor.vertex());
            hops.add(hop);
          }
        }
      }
      border = reached;
    }
    return new EgoGraph(
        List.copyOf(numbers.keySet()), List.copyOf(hops), pairs(recent, numbers, since));
  }

  /** The graph that a score names as what it was computed from. */
  public static EgoGraph of(Ego named) {
    return new EgoGraph(
        named.vertices(),
        named.hops(),
        named.pairs().stream().map(p -> new Pair(p.src(), p.dst(), p.count())).toList());
  }

  /**
   * This graph as a score names it.
   *
   * @param since the oldest event time that was looked at
   */
  Ego evidence(long since) {
    return new Ego(
        since,
        vertices,
        hops,
        edges.stream().map(p -> new Ego.Pair(p.src(), p.dst(), p.count())).toList());
  }

  private static List<Neighbor> closest(RecentEdges recent, String vertex, long since) {
    Map<String, Neighbor> neighbors = new HashMap<>();
    for (RecentEdge edge : recent.of(vertex, since)) {
      String other = edge.other(vertex);
      if (!other.equals(vertex)) {
        neighbors.merge(
            other,
            new Neighbor(other, 1, edge.number()),
            (a, b) -> new Neighbor(other, a.count + 1, Math.max(a.youngest, b.youngest)));
      }
    }
    return neighbors.values().stream().sorted(CLOSEST_FIRST).limit(NEIGHBORS).toList();
  }

  private static List<Pair> pairs(RecentEdges recent, Map<String, Integer> numbers, long since) {
    Map<Long, Integer> counts = new HashMap<>();
    numbers.forEach(
        (vertex, number) -> {
          for (RecentEdge edge : recent.of(vertex, since)) {
            Integer target = numbers.get(edge.dst());
            if (edge.src().equals(vertex) && target != null && !target.equals(number)) {
              counts.merge((long) number * MOST + target, 1, Integer::sum);
            }
          }
        });
    return counts.entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .map(e -> new Pair((int) (e.getKey() / MOST), (int) (e.getKey() % MOST), e.getValue()))
        .toList();
  }
}
