// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.engine;

import io.anabranch.state.neighborhood.Deadlines;
import java.util.Comparator;
import java.util.TreeSet;
import java.util.function.Consumer;

/** Deadlines on the heap. */
public final class LocalDeadlines implements Deadlines {

  private record Deadline(long time, String vertex) {}

  private final TreeSet<Deadline> pending =
      new TreeSet<>(Comparator.comparingLong(Deadline::time).thenComparing(Deadline::vertex));

  @Override
  public void set(String vertex, long time) {
    pending.add(new Deadline(time, vertex));
  }

  @Override
  public void cancel(String vertex, long time) {
    pending.remove(new Deadline(time, vertex));
  }

  /** Wakes every vertex whose deadline has come. */
  public void advance(long horizon, Consumer<String> wake) {
    while (!pending.isEmpty() && pending.first().time() <= horizon) {
      wake.accept(pending.pollFirst().vertex());
    }
  }

  /** How many wait. */
  public int size() {
    return pending.size();
  }
}
