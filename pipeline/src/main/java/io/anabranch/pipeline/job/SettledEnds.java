// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.job;

import java.util.Map;
import java.util.TreeMap;

/**
 * Up to where a topic is settled when a checkpoint is taken: every row before is in the topic for
 * good. Without transactions that is where it ends. With them it is where it ended at the last
 * checkpoint that is known to be complete: what came after is in transactions that are still open.
 */
final class SettledEnds {

  private final boolean transactional;
  private final TreeMap<Long, long[]> pending = new TreeMap<>(); // by checkpoint
  private long[] settled;

  /**
   * Starts.
   *
   * @param settled where the topic is settled before the first row
   */
  SettledEnds(boolean transactional, long[] settled) {
    this.transactional = transactional;
    this.settled = settled;
  }

  /** A checkpoint is taken while the topic ends there; gives up to where it is settled. */
  long[] at(long checkpoint, long[] ends) {
    if (transactional) {
      pending.put(checkpoint, ends);
    } else {
      settled = ends;
    }
    return settled;
  }

  /** A checkpoint is complete: what came before its barrier is being committed. */
  void complete(long checkpoint) {
    Map.Entry<Long, long[]> noted = pending.floorEntry(checkpoint);
    if (noted != null) {
      settled = noted.getValue();
      pending.headMap(checkpoint, true).clear();
    }
  }
}
