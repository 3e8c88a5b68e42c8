// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.job;

import io.anabranch.state.control.GroupControl;
import io.anabranch.state.event.InputTopic;
import java.io.IOException;
import org.apache.flink.api.common.state.KeyedStateStore;
import org.apache.flink.runtime.state.KeyGroupRange;

/**
 * What a stage keeps of the key groups that it owns. Owner: the operator. Bound: one value a key
 * group, each with the clocks of the partitions and the few probes under way.
 */
final class KeyedControls extends KeyedGroups<GroupControl> {

  KeyedControls(KeyedBacking.KeyContext context, KeyedStateStore states, KeyGroupRange range) {
    super(context, states, range);
  }

  @Override
  GroupControl unknown() {
    return new GroupControl();
  }

  @Override
  GroupControl fromBytes(byte[] bytes) throws IOException {
    return GroupControl.fromBytes(bytes);
  }

  @Override
  byte[] toBytes(GroupControl group) {
    return group.toBytes();
  }

  /** The smallest horizon of all groups: what everybody here has come to. */
  long horizon(InputTopic input) {
    long horizon = Long.MAX_VALUE;
    for (int group : owned()) {
      horizon = Math.min(horizon, at(group).horizon(input).time());
    }
    return horizon;
  }
}
