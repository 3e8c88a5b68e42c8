// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.swap;

import io.anabranch.state.control.GroupEpochs;

/** The key groups that a subtask owns. */
public interface Groups {

  /** Their numbers. */
  Iterable<Integer> owned();

  /** What one of them computes with; not to be changed. */
  GroupEpochs at(int group);

  /** The same, to be changed. */
  GroupEpochs change(int group);

  /** The earliest epoch that one of them serves. */
  default int earliestServed() {
    int earliest = Integer.MAX_VALUE;
    for (int group : owned()) {
      earliest = Math.min(earliest, at(group).serving());
    }
    return earliest;
  }

  /** The latest epoch that one of them serves. */
  default int latestServed() {
    int latest = 0;
    for (int group : owned()) {
      latest = Math.max(latest, at(group).serving());
    }
    return latest;
  }
}
