// SPDX-License-Identifier: Apache-2.0
package io.anabranch.connectors.kafka;

import io.anabranch.connectors.codec.Embedding;
import java.util.Objects;
import org.apache.flink.api.common.typeinfo.TypeInfo;

/**
 * What the embeddings topic is told of a vertex.
 *
 * @param row its new row, or null: a tombstone, the vertex is gone
 */
@TypeInfo(EmbeddingUpdateType.class)
public record EmbeddingUpdate(String vertex, Embedding row) {

  public EmbeddingUpdate {
    Objects.requireNonNull(vertex);
    if (row != null && !row.vertex().equals(vertex)) {
      throw new IllegalArgumentException(
          "the row of '%s' cannot go out under '%s'".formatted(row.vertex(), vertex));
    }
  }

  public static EmbeddingUpdate of(Embedding row) {
    return new EmbeddingUpdate(row.vertex(), row);
  }

  public static EmbeddingUpdate tombstone(String vertex) {
    return new EmbeddingUpdate(vertex, null);
  }

  public boolean isTombstone() {
    return row == null;
  }
}
