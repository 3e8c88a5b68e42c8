// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.drill;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeSet;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Whether a row of the embeddings topic comes a second time. A vertex numbers its rows; when it is
 * gone, it begins anew. That it was gone, a reader of committed records need not see: the tombstone
 * may lie in a transaction that was aborted, together with the first rows of the new life. So the
 * ends of lives are taken from all rows, and the numbers from the committed ones.
 */
final class Lives {

  private record Row(long offset, long number) {}

  private final Map<String, TreeSet<Long>> ends = new HashMap<>(); // offsets of tombstones
  private final Map<String, Row> last = new HashMap<>(); // committed

  /** A record, committed or not; all of them come before the first question. */
  void add(ConsumerRecord<byte[], byte[]> record) {
    if (record.value() == null) {
      end(new String(record.key(), StandardCharsets.UTF_8), record.offset());
    }
  }

  /** A tombstone of the vertex, committed or not. */
  void end(String vertex, long offset) {
    ends.computeIfAbsent(vertex, key -> new TreeSet<>()).add(offset);
  }

  /** Whether a committed row has a number that its vertex has used in the same life. */
  boolean seenBefore(String vertex, long offset, long number) {
    Row before = last.put(vertex, new Row(offset, number));
    return before != null && number <= before.number && !endsBetween(vertex, before.offset, offset);
  }

  private boolean endsBetween(String vertex, long from, long to) {
    TreeSet<Long> all = ends.get(vertex);
    if (all == null) {
      return false;
    }
    Long end = all.higher(from);
    return end != null && end < to;
  }
}
