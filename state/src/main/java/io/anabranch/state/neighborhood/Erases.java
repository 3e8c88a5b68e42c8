// SPDX-License-Identifier: Apache-2.0
package io.anabranch.state.neighborhood;

import io.anabranch.state.exchange.Cause;
import java.util.ArrayDeque;
import java.util.BitSet;
import java.util.Deque;
import java.util.function.ToIntFunction;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The erases that are kept of each key group of a subtask. Most of the time there are none. */
public final class Erases {

  private final GroupErases[] groups; // null: none is kept
  private final ToIntFunction<String> groupOf;
  private final BitSet changed = new BitSet();
  private int size;
  private boolean waiting; // some erase for a sweep
  private final Deque<Visit> left = new ArrayDeque<>();

  /**
   * @param count how many groups there are, of this subtask and others
   * @param groupOf the group of a vertex
   */
  public Erases(int count, ToIntFunction<String> groupOf) {
    this.groups = new GroupErases[count];
    this.groupOf = groupOf;
  }

  /** All vertices in one group: where there is one process. */
  public static Erases ofOneGroup() {
    return new Erases(1, vertex -> 0);
  }

  /** How many erases are kept, each counted in every group. */
  public int size() {
    return size;
  }

  int groupOf(String vertex) {
    return groupOf.applyAsInt(vertex);
  }

  /** A group hears an erase; false when one of the vertex is there that is as late. */
  boolean hear(int group, String vertex, Cause cause) {
    if (groups[group] == null) {
      groups[group] = new GroupErases();
    }
    boolean news = groups[group].hear(vertex, cause);
    touched(group, news);
    waiting |= news;
    return news;
  }

  /**
   * Why a write is taken away; null when it stands.
   *
   * @param key the vertex where the write is kept
   * @param vertex that vertex, or the other end of the edge
   */
  @Nullable Cause erased(String key, String vertex, long timestamp) {
    if (size == 0) {
      return null;
    }
    GroupErases group = groups[groupOf(key)];
    return group == null ? null : group.erased(vertex, timestamp);
  }

  /**
   * Whether an erase takes a write away.
   *
   * @param key the vertex where the write is kept
   * @param vertex that vertex, or the other end of the edge
   */
  public boolean takeAway(String key, String vertex, long timestamp) {
    return erased(key, vertex, timestamp) != null;
  }

  /** True when an erase waits for a sweep. */
  boolean isWaiting() {
    return waiting;
  }

  /** An erased vertex has in-edges left, too many to take them out at once. */
  void leave(Visit visit) {
    left.add(visit);
  }

  /** The visit of an erased vertex that has in-edges left; null when none has. */
  @Nullable Visit takeLeft() {
    return left.poll();
  }

  /** A sweep through all vertices of all groups begins; gives the erases behind it together. */
  Cause begin() {
    waiting = false;
    Cause all = new Cause(Long.MIN_VALUE, Long.MAX_VALUE);
    for (GroupErases group : groups) {
      if (group != null) {
        all = all.and(group.begin());
      }
    }
    return all;
  }

  /** The sweep is through. */
  void end() {
    for (int group = 0; group < groups.length; group++) {
      if (groups[group] != null) {
        groups[group].end();
        touched(group, true);
      }
    }
  }

  /** Forgets those that are swept and that the horizon of both input topics has passed. */
  void forget(long horizon) {
    if (size == 0) {
      return;
    }
    for (int group = 0; group < groups.length; group++) {
      if (groups[group] != null) {
        touched(group, groups[group].forget(horizon));
      }
    }
  }

  private void touched(int group, boolean change) {
    if (change) {
      changed.set(group);
      size = 0;
      for (GroupErases each : groups) {
        size += each == null ? 0 : each.size();
      }
    }
  }

  /** Takes over what was kept of a group. */
  public void restore(int group, byte[] bytes) {
    groups[group] = GroupErases.fromBytes(bytes);
    touched(group, true);
    waiting = Stream.of(groups).anyMatch(each -> each != null && each.isWaiting());
    changed.clear(group);
  }

  /** Takes what is to be kept of a group. */
  public interface Keeper {

    /** Keeps it; null when there is nothing to keep of the group. */
    void keep(int group, byte @Nullable [] bytes);
  }

  /** Brings up to date what is kept of the groups that have changed. */
  public void writeBack(Keeper keeper) {
    for (int g = changed.nextSetBit(0); g >= 0; g = changed.nextSetBit(g + 1)) {
      boolean none = groups[g] == null || groups[g].size() == 0;
      keeper.keep(g, none ? null : groups[g].toBytes());
    }
    changed.clear();
  }
}
