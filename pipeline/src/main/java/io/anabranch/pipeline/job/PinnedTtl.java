// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.job;

import io.anabranch.state.neighborhood.NeighborhoodFormat;
import java.util.List;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.state.StateInitializationContext;

/**
 * The time to live that a state was written with. What has expired does not come back with a longer
 * one, so a state goes on with its own or not at all.
 */
final class PinnedTtl {

  private PinnedTtl() {}

  /** Refuses another time to live than the state's; notes it in a new state. */
  static void check(StateInitializationContext context, long ttl) throws Exception {
    // Owner: the Neighborhood. Bound: one number a subtask.
    ListState<Long> kept =
        context
            .getOperatorStateStore()
            .getUnionListState(new ListStateDescriptor<>("edge-ttl", Types.LONG));
    for (long earlier : kept.get()) {
      if (earlier != ttl) {
        throw new IllegalStateException(
            "the state was written with edge.ttl %s, the job has %s"
                .formatted(text(earlier), text(ttl)));
      }
    }
    kept.update(List.of(ttl));
  }

  private static String text(long ttl) {
    return ttl == NeighborhoodFormat.NO_TTL ? "off" : ttl + "ms";
  }
}
