// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.engine;

import io.anabranch.state.event.InputTopic;
import io.anabranch.state.neighborhood.Deadlines;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Consumer;

/** Deadlines on the heap. */
public final class LocalDeadlines implements Deadlines {

  private record Deadline(long time, String vertex) {}

  private final Map<InputTopic, TreeSet<Deadline>> pending = new EnumMap<>(InputTopic.class);
  private final Map<InputTopic, Long> horizons = new EnumMap<>(InputTopic.class);

  /** None. */
  public LocalDeadlines() {
    for (InputTopic input : InputTopic.values()) {
      pending.put(
          input,
          new TreeSet<>(Comparator.comparingLong(Deadline::time).thenComparing(Deadline::vertex)));
      horizons.put(input, Long.MIN_VALUE);
    }
  }

  @Override
  public void set(InputTopic input, String vertex, long time) {
    pending.get(input).add(new Deadline(time, vertex));
  }

  @Override
  public void cancel(InputTopic input, String vertex, long time) {
    pending.get(input).remove(new Deadline(time, vertex));
  }

  @Override
  public long horizon(InputTopic input) {
    return horizons.get(input);
  }

  /** Wakes every vertex whose deadline the horizon of the input has come to. */
  public void advance(InputTopic input, long horizon, Consumer<String> wake) {
    horizons.merge(input, horizon, Math::max);
    TreeSet<Deadline> deadlines = pending.get(input);
    while (!deadlines.isEmpty() && deadlines.first().time() <= horizon) {
      wake.accept(deadlines.pollFirst().vertex());
    }
  }

  /** How many wait. */
  public int size() {
    return pending.values().stream().mapToInt(TreeSet::size).sum();
  }
}
