// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.verify;

import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Whether records may have been compacted away from a topic that is read from its beginning. A pass
 * of compaction takes all but the last record of each key out of everything before some offset. So
 * where two records of one key still stand, none has got as far as the second of them; and what one
 * took out before that left a hole. Markers of transactions leave holes, too: then nothing is sure.
 */
final class Compaction {

  /** What was seen of a partition up to the first key that comes again. */
  private static final class Log {
    private final Set<ByteBuffer> keys = new HashSet<>();
    private long next;
    private boolean again;
    private boolean hole;
  }

  private final Map<Integer, Log> logs = new HashMap<>(); // by partition

  /** Takes a record in; those of a partition come in order. */
  void see(ConsumerRecord<byte[], byte[]> record) {
    Log log = logs.computeIfAbsent(record.partition(), partition -> new Log());
    if (log.again) {
      return;
    }
    log.hole |= record.offset() != log.next;
    log.next = record.offset() + 1;
    if (!log.keys.add(ByteBuffer.wrap(record.key()))) {
      log.again = true;
      log.keys.clear();
    }
  }

  /** True when the topic has every record that was ever written. */
  boolean isExcluded() {
    return logs.values().stream().noneMatch(log -> log.hole);
  }
}
