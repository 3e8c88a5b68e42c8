// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.job;

import io.anabranch.state.exchange.KeyGroups;
import io.anabranch.state.neighborhood.Erases;
import io.anabranch.state.wire.Sealed;
import java.io.IOException;
import org.apache.flink.api.common.state.KeyedStateStore;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.PrimitiveArrayTypeInfo;
import org.apache.flink.runtime.state.KeyGroupRange;

/**
 * The erases that are kept of each key group, in keyed state. Owner: the Neighborhood. Bound: one
 * value a key group, each with one entry for every vertex erased of late. Shrinks: an erase goes
 * when it is swept and the horizons of both input topics have passed it, a value with its last
 * erase.
 */
final class KeyedErases {

  private final KeyedBacking.KeyContext context;
  private final ValueState<byte[]> state;
  private final Erases live = new Erases(KeyGroups.COUNT, KeyGroups::of);

  KeyedErases(KeyedBacking.KeyContext context, KeyedStateStore states, KeyGroupRange range)
      throws IOException {
    this.context = context;
    this.state =
        states.getState(
            new ValueStateDescriptor<>(
                StateNames.ERASES, PrimitiveArrayTypeInfo.BYTE_PRIMITIVE_ARRAY_TYPE_INFO));
    for (int group : range) {
      context.setCurrentKey(KeyGroups.key(group));
      byte[] bytes = state.value();
      if (bytes != null) {
        live.restore(group, Sealed.unseal(KeyGroups.key(group), bytes));
      }
    }
  }

  Erases live() {
    return live;
  }

  /** Brings the state up to date. */
  void writeBack() {
    live.writeBack(
        (group, bytes) -> {
          context.setCurrentKey(KeyGroups.key(group));
          try {
            state.update(
                bytes == null ? null : Sealed.seal(KeyGroups.key(group), bytes)); // null clears it
          } catch (IOException e) {
            throw new IllegalStateException("writing the erases of group " + group + " failed", e);
          }
        });
  }
}
