// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.link;

import io.anabranch.state.exchange.KeyGroups;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.ToIntFunction;

/**
 * Vertices that something is to be done about, by key group: those that wait for the next period,
 * and those whose turn it is, which are fixed when work on the group begins at the latest, so that
 * it comes to an end however fast others are added. The vertices themselves say so, too: after a
 * restore this is filled from them. Bounded by the vertices that are held.
 */
final class Waiting {

  private final Map<Integer, Set<String>> next = new TreeMap<>();
  private final Map<Integer, Set<String>> due = new TreeMap<>();

  /** One whose turn it is already has its turn once. */
  void add(String vertex) {
    int group = KeyGroups.of(vertex);
    if (!due.getOrDefault(group, Set.of()).contains(vertex)) {
      next.computeIfAbsent(group, none -> new LinkedHashSet<>()).add(vertex);
    }
  }

  void remove(String vertex) {
    int group = KeyGroups.of(vertex);
    for (Map<Integer, Set<String>> groups : List.of(next, due)) {
      Set<String> all = groups.get(group);
      if (all != null) {
        all.remove(vertex);
      }
    }
  }

  /** A period begins: it is the turn of those of a group that are there now. */
  void begin(int group) {
    Set<String> all = next.remove(group);
    if (all != null) {
      due.computeIfAbsent(group, none -> new LinkedHashSet<>()).addAll(all);
    }
  }

  /**
   * Hands on and forgets the first ones of a group whose turn it is.
   *
   * @param most effort; the last one may take it beyond
   * @param taker says what effort one was
   * @return the effort that is left
   */
  int take(int group, int most, ToIntFunction<String> taker) {
    Set<String> all = due.getOrDefault(group, Set.of());
    int left = most;
    while (left > 0 && !all.isEmpty()) {
      Iterator<String> first = all.iterator();
      String vertex = first.next();
      first.remove();
      left -= taker.applyAsInt(vertex);
    }
    return left;
  }

  /** Whether all of a group whose turn it was have had it. */
  boolean isDone(int group) {
    return due.getOrDefault(group, Set.of()).isEmpty();
  }

  /** How many have their turn still to come in this period. */
  int due() {
    return due.values().stream().mapToInt(Set::size).sum();
  }
}
