// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.verify;

import io.anabranch.connectors.codec.Embedding;
import io.anabranch.connectors.kafka.TopicReader;
import io.anabranch.pipeline.link.RowName;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** All rows that the embeddings topic still holds, by their names. */
final class LinkRows {

  private final Map<RowName, float[]> rows = new HashMap<>();

  static LinkRows read(TopicReader reader, String topic) {
    LinkRows read = new LinkRows();
    reader.read(
        topic,
        record -> {
          if (record.value() != null) { // a vertex that is gone has no row
            Embedding row = Verifier.decode(record);
            read.rows.put(RowName.of(row), row.values());
          }
        });
    return read;
  }

  /** The values of a row; null when the topic holds no such row. */
  float @Nullable [] values(RowName name) {
    return rows.get(name);
  }
}
