// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.job;

import io.anabranch.pipeline.link.GroupClocks;
import io.anabranch.pipeline.link.Groups;
import io.anabranch.state.exchange.KeyGroups;
import io.anabranch.state.wire.Sealed;
import java.io.IOException;
import org.apache.flink.api.common.state.KeyedStateStore;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.PrimitiveArrayTypeInfo;
import org.apache.flink.runtime.state.KeyGroupRange;

/**
 * How far the senders of each key group have come, in keyed state. Owner: the operator. Bound: one
 * value for each key group that has heard a mark, with 128 times for each clock.
 */
final class KeyedClocks implements Groups {

  private final KeyedBacking.KeyContext context;
  private final KeyGroupRange range;
  private final ValueState<byte[]> state;
  private final GroupClocks[] live = new GroupClocks[KeyGroups.COUNT];
  private final boolean[] changed = new boolean[KeyGroups.COUNT];

  KeyedClocks(KeyedBacking.KeyContext context, KeyedStateStore states, KeyGroupRange range) {
    this.context = context;
    this.range = range;
    this.state =
        states.getState(
            new ValueStateDescriptor<>(
                StateNames.CONTROLS, PrimitiveArrayTypeInfo.BYTE_PRIMITIVE_ARRAY_TYPE_INFO));
  }

  @Override
  public Iterable<Integer> owned() {
    return range;
  }

  @Override
  public GroupClocks change(int group) {
    changed[group] = true;
    return at(group);
  }

  @Override
  public GroupClocks at(int group) {
    if (live[group] == null) {
      context.setCurrentKey(KeyGroups.key(group));
      try {
        byte[] bytes = state.value();
        live[group] =
            bytes == null
                ? new GroupClocks()
                : GroupClocks.fromBytes(Sealed.unseal(KeyGroups.key(group), bytes));
      } catch (IOException e) {
        throw new IllegalStateException("reading the clocks of group " + group + " failed", e);
      }
    }
    return live[group];
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
}
