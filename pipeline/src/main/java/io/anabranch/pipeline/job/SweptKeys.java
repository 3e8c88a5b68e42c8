// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.job;

import io.anabranch.state.exchange.KeyGroups;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The vertices that an operator keeps as of now, for a sweep that goes on while they change: each
 * once, key group by key group, as both backends have them.
 *
 * <p>A heap backend lets nobody read its keys while they change, so there they are copied: a
 * reference each. RocksDB shows them as they were when it was asked, so there they are read one by
 * one, as they are wanted. Until the last one is read, or this is closed, RocksDB keeps the files
 * that they lie in. It is not opened anew on the way: Flink cannot seek in it, and would have to
 * pass over everything that was seen.
 */
final class SweptKeys implements Iterator<String>, AutoCloseable {

  private final Set<String> live;
  private final List<List<String>> liveByGroup = new ArrayList<>();
  private final Stream<String> stored;
  private final Iterator<String> rest;
  private Iterator<String> liveNow = List.<String>of().iterator(); // of the group come to
  private int group = -1; // come to
  private @Nullable String ahead; // the next one of those stored
  private boolean closed;

  private SweptKeys(Collection<String> live, Stream<String> stored) {
    this.live = new HashSet<>(live);
    this.stored = stored;
    this.rest = stored.iterator();
    for (int g = 0; g < KeyGroups.COUNT; g++) {
      liveByGroup.add(new ArrayList<>());
    }
    this.live.forEach(vertex -> liveByGroup.get(KeyGroups.of(vertex)).add(vertex));
  }

  /**
   * Copies what changes.
   *
   * @param live vertices in front of the backend; some may be in it, too
   * @param stored those in the backend, by group
   */
  static SweptKeys copied(Collection<String> live, Stream<String> stored) {
    List<String> copy;
    try (stored) {
      copy = stored.toList();
    }
    return new SweptKeys(live, copy.stream());
  }

  /**
   * Reads in steps.
   *
   * @param live vertices in front of the backend; some may be in it, too
   * @param stored those in the backend, by group, which stay the same ones as long as it is open
   */
  static SweptKeys inSteps(Collection<String> live, Stream<String> stored) {
    return new SweptKeys(live, stored);
  }

  @Override
  public boolean hasNext() {
    while (!closed && !liveNow.hasNext()) {
      look();
      if (ahead != null && KeyGroups.of(ahead) <= group) {
        return true;
      }
      if (group + 1 < KeyGroups.COUNT) {
        liveNow = liveByGroup.get(++group).iterator();
      } else {
        close();
      }
    }
    return !closed;
  }

  /** Looks at the next one of those stored. */
  private void look() {
    while (ahead == null && rest.hasNext()) {
      String vertex = rest.next();
      ahead = live.contains(vertex) ? null : vertex;
    }
  }

  @Override
  public String next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    if (liveNow.hasNext()) {
      return liveNow.next();
    }
    String vertex = ahead;
    ahead = null;
    return vertex;
  }

  @Override
  public void close() {
    if (!closed) {
      closed = true;
      stored.close();
    }
  }
}
