// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.bootstrap;

import io.anabranch.state.event.InputTopic;
import io.anabranch.state.neighborhood.Deadlines;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;

/** Deadlines that stand until the live job's horizon comes to them; one a vertex and input. */
final class WantedDeadlines implements Deadlines {

  private final Map<InputTopic, Map<String, Long>> wanted = new EnumMap<>(InputTopic.class);

  WantedDeadlines() {
    for (InputTopic input : InputTopic.values()) {
      wanted.put(input, new HashMap<>());
    }
  }

  @Override
  public void set(InputTopic input, String vertex, long time) {
    wanted.get(input).put(vertex, time);
  }

  @Override
  public void cancel(InputTopic input, String vertex, long time) {
    wanted.get(input).remove(vertex, time);
  }

  /** No partition, no horizon. */
  @Override
  public long horizon(InputTopic input) {
    return Long.MIN_VALUE;
  }

  void spill(SpillFile file) {
    wanted.forEach(
        (input, times) ->
            times.forEach(
                (vertex, time) -> file.add(new StateEntry.Deadline(vertex, input, time))));
  }
}
