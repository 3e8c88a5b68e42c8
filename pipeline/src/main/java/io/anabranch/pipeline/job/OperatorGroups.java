// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.job;

import io.anabranch.pipeline.swap.Groups;
import io.anabranch.state.control.GroupEpochs;
import org.apache.flink.runtime.state.KeyGroupRange;

/** The key groups of an operator's subtask, and what it keeps of them. */
record OperatorGroups(KeyGroupRange range, KeyedControls controls) implements Groups {

  @Override
  public Iterable<Integer> owned() {
    return range;
  }

  @Override
  public GroupEpochs at(int group) {
    return controls.at(group).epochs();
  }

  @Override
  public GroupEpochs change(int group) {
    return controls.change(group).epochs();
  }
}
