// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.verify;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.anabranch.connectors.codec.Embedding;
import io.anabranch.connectors.kafka.TopicReader;
import io.anabranch.pipeline.link.RowName;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** All rows that a topic of embeddings still holds, by their names. */
final class LinkRows {

  private final String topic;
  private final boolean transactional;
  private final Map<RowName, float[]> rows = new HashMap<>();
  private final Map<String, RowName> last = new HashMap<>(); // of vertices that are there
  private final Set<String> vertices = new HashSet<>(); // gone ones, too
  private final Compaction compaction = new Compaction();

  private LinkRows(String topic, boolean transactional) {
    this.topic = topic;
    this.transactional = transactional;
  }

  /**
   * Reads them.
   *
   * @param transactional whether whatever was committed with a row was committed with it
   */
  static LinkRows read(TopicReader reader, String topic, boolean transactional) {
    LinkRows read = new LinkRows(topic, transactional);
    reader.read(
        topic,
        record -> {
          read.compaction.see(record);
          String vertex = new String(record.key(), UTF_8);
          read.vertices.add(vertex);
          if (record.value() == null) { // a vertex that is gone has no row
            read.last.remove(vertex);
          } else {
            Embedding row = Verifier.decode(record);
            read.rows.put(RowName.of(row), row.values());
            read.last.put(vertex, RowName.of(row));
          }
        });
    return read;
  }

  /** Whether a row is the last one of its vertex. */
  boolean isLast(RowName name) {
    return name.equals(last.get(name.vertex()));
  }

  /** The values of a row; null when the topic holds no such row. */
  float @Nullable [] values(RowName name) {
    return rows.get(name);
  }

  /**
   * Whether a row that the topic does not hold may have been there; else that is a fault.
   *
   * @param where the score or the alert that names it
   */
  boolean mayBeGone(String where, RowName name, Faults faults) {
    String fault = falseName(name);
    if (fault != null) {
      faults.add("%s %s", where, fault);
    }
    return fault == null;
  }

  /**
   * What is wrong with a score that names a row which the topic does not hold; null when the row
   * may have been there: compaction may have taken it away, or the job failed before it wrote it
   * and, without transactions, had written the score already.
   */
  @Nullable String falseName(RowName name) {
    boolean mayHaveBeen =
        !compaction.isExcluded() || (!transactional && vertices.contains(name.vertex()));
    return mayHaveBeen
        ? null
        : "names a row that %s never held: %s version %d, sequence %d, checksum %08x"
            .formatted(topic, name.vertex(), name.modelVersion(), name.sequence(), name.checksum());
  }
}
