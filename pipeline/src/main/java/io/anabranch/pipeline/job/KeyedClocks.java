// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.job;

import io.anabranch.pipeline.link.GroupClocks;
import io.anabranch.pipeline.link.Groups;
import java.io.IOException;
import org.apache.flink.api.common.state.KeyedStateStore;
import org.apache.flink.runtime.state.KeyGroupRange;

/**
 * How far the senders of each key group have come, in keyed state. Owner: the operator. Bound: one
 * value for each key group that has heard a mark, with 128 times for each clock.
 */
final class KeyedClocks extends KeyedGroups<GroupClocks> implements Groups {

  KeyedClocks(KeyedBacking.KeyContext context, KeyedStateStore states, KeyGroupRange range) {
    super(context, states, range);
  }

  @Override
  GroupClocks unknown() {
    return new GroupClocks();
  }

  @Override
  GroupClocks fromBytes(byte[] bytes) throws IOException {
    return GroupClocks.fromBytes(bytes);
  }

  @Override
  byte[] toBytes(GroupClocks group) {
    return group.toBytes();
  }
}
