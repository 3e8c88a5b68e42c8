// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.engine;

import io.anabranch.pipeline.stage.EmbeddingOutlet;
import io.anabranch.state.exchange.Cause;
import it.unimi.dsi.fastutil.objects.Object2ObjectOpenHashMap;
import java.util.Map;

/** The latest embedding of every vertex. */
final class EmbeddingTable implements EmbeddingOutlet {

  static final EmbeddingOutlet IGNORE =
      new EmbeddingOutlet() {
        @Override
        public void embedding(String vertex, float[] values, long sequence, Cause cause) {}

        @Override
        public void gone(String vertex, Cause cause) {}
      };

  private final Map<String, float[]> rows = new Object2ObjectOpenHashMap<>();
  private final EmbeddingOutlet listener;

  EmbeddingTable(EmbeddingOutlet listener) {
    this.listener = listener;
  }

  Map<String, float[]> rows() {
    return rows;
  }

  @Override
  public void embedding(String vertex, float[] values, long sequence, Cause cause) {
    rows.put(vertex, values);
    listener.embedding(vertex, values, sequence, cause);
  }

  @Override
  public void gone(String vertex, Cause cause) {
    rows.remove(vertex);
    listener.gone(vertex, cause);
  }
}
