// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.job;

import io.anabranch.state.control.GroupControl;
import io.anabranch.state.event.InputTopic;
import io.anabranch.state.exchange.KeyGroups;
import io.anabranch.state.wire.Sealed;
import java.io.IOException;
import org.apache.flink.api.common.state.KeyedStateStore;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.PrimitiveArrayTypeInfo;
import org.apache.flink.runtime.state.KeyGroupRange;

/**
 * What an operator keeps of the key groups that it owns. Owner: the operator. Bound: one value a
 * key group, each with the clocks of the partitions and the few probes under way.
 */
final class KeyedControls {

  private final KeyedBacking.KeyContext context;
  private final KeyGroupRange range;
  private final ValueState<byte[]> state;
  private final GroupControl[] live = new GroupControl[KeyGroups.COUNT];
  private final boolean[] changed = new boolean[KeyGroups.COUNT];

  KeyedControls(KeyedBacking.KeyContext context, KeyedStateStore states, KeyGroupRange range) {
    this.context = context;
    this.range = range;
    this.state =
        states.getState(
            new ValueStateDescriptor<>(
                StateNames.CONTROLS, PrimitiveArrayTypeInfo.BYTE_PRIMITIVE_ARRAY_TYPE_INFO));
  }

  /** The group, for changing. */
  GroupControl change(int group) {
    changed[group] = true;
    return at(group);
  }

  /** The smallest horizon of all groups: what everybody here has come to. */
  long horizon(InputTopic input) {
    long horizon = Long.MAX_VALUE;
    for (int group : range) {
      horizon = Math.min(horizon, at(group).horizon(input).time());
    }
    return horizon;
  }

  /** Brings the state up to date. */
  void writeBack() throws IOException {
    for (int group : range) {
      if (changed[group]) {
        context.setCurrentKey(KeyGroups.key(group));
        state.update(Sealed.seal(KeyGroups.key(group), live[group].toBytes()));
        changed[group] = false;
      }
    }
  }

  private GroupControl at(int group) {
    if (live[group] == null) {
      context.setCurrentKey(KeyGroups.key(group));
      try {
        byte[] bytes = state.value();
        live[group] =
            bytes == null
                ? new GroupControl()
                : GroupControl.fromBytes(Sealed.unseal(KeyGroups.key(group), bytes));
      } catch (IOException e) {
        throw new IllegalStateException("reading the control of group " + group + " failed", e);
      }
    }
    return live[group];
  }
}
