// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.link;

import io.anabranch.state.exchange.KeyGroups;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * Vertices that something is to be done about, by key group. The vertices themselves say so, too:
 * after a restore this is filled from them. Bounded by the vertices that are held.
 */
final class Waiting {

  private final Map<Integer, Set<String>> groups = new TreeMap<>();

  void add(String vertex) {
    groups.computeIfAbsent(KeyGroups.of(vertex), group -> new LinkedHashSet<>()).add(vertex);
  }

  void remove(String vertex) {
    Set<String> group = groups.get(KeyGroups.of(vertex));
    if (group != null) {
      group.remove(vertex);
    }
  }

  /**
   * Hands on and forgets the first ones of a group.
   *
   * @return how many more may be handed on
   */
  int take(int group, int most, Consumer<String> taker) {
    Set<String> all = groups.getOrDefault(group, Set.of());
    int left = most;
    while (left > 0 && !all.isEmpty()) {
      Iterator<String> first = all.iterator();
      String vertex = first.next();
      first.remove();
      taker.accept(vertex);
      left--;
    }
    return left;
  }

  boolean isEmpty(int group) {
    return groups.getOrDefault(group, Set.of()).isEmpty();
  }
}
