// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.job;

import io.anabranch.pipeline.link.LinkLog;
import io.anabranch.pipeline.link.LinkLogs;
import java.io.IOException;
import org.apache.flink.api.common.state.KeyedStateStore;
import org.apache.flink.runtime.state.KeyGroupRange;
import org.jspecify.annotations.Nullable;

/**
 * Links that wait to be counted, in keyed state. Owner: the first end. Bound: one value for each
 * key group, of some kilobytes; it goes when they are counted.
 */
final class KeyedLinkLogs extends KeyedGroups<LinkLog> implements LinkLogs {

  KeyedLinkLogs(KeyedBacking.KeyContext context, KeyedStateStore states, KeyGroupRange range) {
    super(context, states, range, StateNames.LINKS);
  }

  @Override
  LinkLog unknown() {
    return new LinkLog();
  }

  @Override
  LinkLog fromBytes(byte[] bytes) throws IOException {
    return LinkLog.fromBytes(bytes);
  }

  @Override
  byte @Nullable [] toBytes(LinkLog log) {
    return log.isEmpty() ? null : log.toBytes();
  }
}
