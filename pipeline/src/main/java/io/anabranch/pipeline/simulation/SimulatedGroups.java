// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.simulation;

import io.anabranch.pipeline.swap.Groups;
import io.anabranch.state.control.GroupControl;
import io.anabranch.state.control.GroupEpochs;
import io.anabranch.state.exchange.KeyGroups;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntPredicate;

/** The key groups of one subtask of one stage. */
final class SimulatedGroups implements Groups {

  private final List<Integer> owned = new ArrayList<>();
  private final Map<Integer, GroupControl> controls = new HashMap<>();

  /**
   * @param kept of the groups of all subtasks of the stage, as bytes; empty at first
   */
  SimulatedGroups(IntPredicate mine, Map<Integer, byte[]> kept) {
    for (int group = 0; group < KeyGroups.COUNT; group++) {
      if (mine.test(group)) {
        owned.add(group);
        byte[] bytes = kept.get(group);
        controls.put(group, bytes == null ? new GroupControl() : GroupControl.fromBytes(bytes));
      }
    }
  }

  @Override
  public Iterable<Integer> owned() {
    return owned;
  }

  @Override
  public GroupEpochs at(int group) {
    return controls.get(group).epochs();
  }

  @Override
  public GroupEpochs change(int group) {
    return at(group);
  }

  /** What is to be kept. */
  void save(Map<Integer, byte[]> into) {
    controls.forEach((group, control) -> into.put(group, control.toBytes()));
  }
}
