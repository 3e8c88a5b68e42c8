// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.judge;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;

/**
 * Who has met whom by a time: there was an edge between the two, in whichever direction. Removals
 * change nothing, loops are no meeting.
 */
final class Acquaintances {

  private final Queue<Arrival> edges = new ArrayDeque<>(); // to come, by time
  private final Map<String, Set<String>> met = new HashMap<>();
  private final Map<String, Integer> count = new HashMap<>(); // of edges around a vertex

  /**
   * @param arrivals in any order
   */
  Acquaintances(Collection<Arrival> arrivals) {
    arrivals.stream()
        .filter(edge -> !edge.src().equals(edge.dst()))
        .sorted(Comparator.comparingLong(Arrival::time))
        .forEach(edges::add);
  }

  /** Takes in the edges before a time; returns who has met whom for the first time in them. */
  Map<String, Set<String>> until(long time) {
    Map<String, Set<String>> news = new HashMap<>();
    while (!edges.isEmpty() && edges.element().time() < time) {
      Arrival edge = edges.remove();
      meet(edge.src(), edge.dst(), news);
      meet(edge.dst(), edge.src(), news);
    }
    return news;
  }

  private void meet(String vertex, String other, Map<String, Set<String>> news) {
    count.merge(vertex, 1, Integer::sum);
    if (met.computeIfAbsent(vertex, v -> new HashSet<>()).add(other)) {
      news.computeIfAbsent(vertex, v -> new HashSet<>()).add(other);
    }
  }

  /** All vertices, those with the most edges first; of equals by name. */
  List<String> mostPopularFirst() {
    return count.entrySet().stream()
        .sorted(
            Map.Entry.<String, Integer>comparingByValue()
                .reversed()
                .thenComparing(Map.Entry.comparingByKey()))
        .map(Map.Entry::getKey)
        .toList();
  }

  boolean haveMet(String vertex, String other) {
    return met.getOrDefault(vertex, Set.of()).contains(other);
  }

  /** How many others there are that a vertex has not met. */
  int strangersOf(String vertex) {
    int known = met.getOrDefault(vertex, Set.of()).size();
    return count.size() - known - (count.containsKey(vertex) ? 1 : 0);
  }
}
