// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.alert;

import io.anabranch.connectors.codec.Embedding;
import java.util.Objects;

/** The row of the embeddings topic that a score was computed from. */
public record UsedRow(String vertex, int modelVersion, long sequence) {

  public UsedRow {
    Objects.requireNonNull(vertex);
  }

  public static UsedRow of(Embedding row) {
    return new UsedRow(row.vertex(), row.modelVersion(), row.sequence());
  }
}
