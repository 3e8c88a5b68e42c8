// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.swap;

import io.anabranch.state.exchange.KeyGroups;
import io.anabranch.state.store.Backing;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.function.IntFunction;

/**
 * What a failure has left of slots that were being cleared. It goes before anything else: groups of
 * several subtasks may have come together, and what is left of one would lie where another has its
 * next model.
 */
public final class Leftovers {

  private Leftovers() {}

  /**
   * Clears them.
   *
   * @param backingOf where the slot of an epoch lies
   * @param keysOf all vertices there
   */
  public static void clear(
      Groups groups, IntFunction<Backing> backingOf, IntFunction<Iterable<String>> keysOf) {
    TreeMap<Integer, List<Integer>> groupsOf = new TreeMap<>(); // by the epoch that is left over
    for (int group : groups.owned()) {
      if (groups.at(group).hasLeftovers()) {
        int epoch = groups.at(group).serving() - 1;
        groupsOf.computeIfAbsent(epoch, e -> new ArrayList<>()).add(group);
      }
    }
    groupsOf.forEach(
        (epoch, left) -> {
          List<String> keys = new ArrayList<>();
          keysOf.apply(epoch).forEach(keys::add);
          for (String key : keys) {
            if (left.contains(KeyGroups.of(key))) {
              backingOf.apply(epoch).clear(key);
            }
          }
          left.forEach(group -> groups.change(group).cleared());
        });
  }
}
