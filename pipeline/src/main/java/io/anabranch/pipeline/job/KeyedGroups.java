// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.job;

import io.anabranch.state.exchange.KeyGroups;
import io.anabranch.state.wire.Sealed;
import java.io.IOException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.List;
import org.apache.flink.api.common.TaskInfo;
import org.apache.flink.api.common.functions.RuntimeContext;
import org.apache.flink.api.common.state.KeyedStateStore;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.PrimitiveArrayTypeInfo;
import org.apache.flink.runtime.state.KeyGroupRange;
import org.apache.flink.runtime.state.KeyGroupRangeAssignment;
import org.jspecify.annotations.Nullable;

/**
 * What an operator keeps of each key group that it owns, in keyed state under a key of the group's
 * own: read when it is asked for, written before a checkpoint where it has changed.
 *
 * @param <T> what is kept of one
 */
abstract class KeyedGroups<T> {

  private final KeyedBacking.KeyContext context;
  private final KeyGroupRange range;
  private final ValueState<byte[]> state;
  private final List<T> live = new ArrayList<>(Collections.nCopies(KeyGroups.COUNT, null));
  private final BitSet changed = new BitSet();

  KeyedGroups(KeyedBacking.KeyContext context, KeyedStateStore states, KeyGroupRange range) {
    this(context, states, range, StateNames.CONTROLS);
  }

  /**
   * @param name of the state
   */
  KeyedGroups(
      KeyedBacking.KeyContext context, KeyedStateStore states, KeyGroupRange range, String name) {
    this.context = context;
    this.range = range;
    this.state =
        states.getState(
            new ValueStateDescriptor<>(
                name, PrimitiveArrayTypeInfo.BYTE_PRIMITIVE_ARRAY_TYPE_INFO));
  }

  /** The key groups of a subtask. */
  static KeyGroupRange ownedBy(RuntimeContext subtask) {
    TaskInfo task = subtask.getTaskInfo();
    return KeyGroupRangeAssignment.computeKeyGroupRangeForOperatorIndex(
        KeyGroups.COUNT, task.getNumberOfParallelSubtasks(), task.getIndexOfThisSubtask());
  }

  /** Of a group that nothing is known of yet. */
  abstract T unknown();

  /** What {@link #toBytes} has written. */
  abstract T fromBytes(byte[] bytes) throws IOException;

  /** What is kept of one; null: nothing. */
  abstract byte @Nullable [] toBytes(T group);

  /** The numbers of the groups. */
  public final Iterable<Integer> owned() {
    return range;
  }

  /** The group, for changing. */
  public final T change(int group) {
    changed.set(group);
    return at(group);
  }

  /** The group, not to be changed. */
  public final T at(int group) {
    if (live.get(group) == null) {
      context.setCurrentKey(KeyGroups.key(group));
      try {
        byte[] bytes = state.value();
        live.set(
            group,
            bytes == null ? unknown() : fromBytes(Sealed.unseal(KeyGroups.key(group), bytes)));
      } catch (IOException e) {
        throw new IllegalStateException("reading the state of group " + group + " failed", e);
      }
    }
    return live.get(group);
  }

  /** Brings the state up to date. */
  final void writeBack() throws IOException {
    for (int group = changed.nextSetBit(0); group >= 0; group = changed.nextSetBit(group + 1)) {
      context.setCurrentKey(KeyGroups.key(group));
      byte[] bytes = toBytes(live.get(group));
      state.update(bytes == null ? null : Sealed.seal(KeyGroups.key(group), bytes));
    }
    changed.clear();
  }
}
