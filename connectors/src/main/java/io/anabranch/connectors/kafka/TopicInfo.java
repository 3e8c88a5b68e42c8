// SPDX-License-Identifier: Apache-2.0
package io.anabranch.connectors.kafka;

/**
 * A topic as it is now.
 *
 * @param begins the first offset of each partition
 * @param ends the offset after the last record of each partition
 */
public record TopicInfo(String name, long[] begins, long[] ends) {

  public int partitions() {
    return ends.length;
  }

  /** How many offsets lie between begin and end: compaction and transactions leave gaps. */
  public long size() {
    long size = 0;
    for (int partition = 0; partition < ends.length; partition++) {
      size += ends[partition] - begins[partition];
    }
    return size;
  }
}
