// SPDX-License-Identifier: Apache-2.0
package io.anabranch.state.event;

import java.util.Objects;

/** An event that speaks to the job, not of the graph. It is written to every partition. */
public sealed interface ControlEvent extends GraphEvent {

  /** Moves the clock of a partition that is otherwise quiet. */
  record Heartbeat(long timestamp) implements ControlEvent {}

  /**
   * Asks the job to come to rest and say so. The job answers when it has met the probe on all
   * partitions that it was written to.
   *
   * @param probe names the probe
   * @param index which of the records of this probe it is, from 0
   * @param of how many records of this probe there are
   */
  record Probe(String probe, int index, int of, long timestamp) implements ControlEvent {

    public Probe {
      Objects.requireNonNull(probe);
      if (index < 0 || index >= of) {
        throw new IllegalArgumentException("probe record " + index + " of " + of);
      }
    }
  }
}
