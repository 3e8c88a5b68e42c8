// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.stage;

import io.anabranch.state.exchange.Cause;

/** Takes the embeddings that the last layer emits. */
public interface EmbeddingOutlet {

  /**
   * A vertex has a new embedding.
   *
   * @param values good until the vertex's next row: who keeps them for longer makes a copy
   * @param sequence counts the rows of this vertex, from 1
   */
  void embedding(String vertex, float[] values, long sequence, Cause cause);

  /** A vertex is no more. */
  void gone(String vertex, Cause cause);

  /**
   * A vertex changes; false when its rows are not wanted yet. It is not computed then, until it is
   * asked for by {@link LastLayerStage#begin}.
   */
  default boolean wants(String vertex) {
    return true;
  }
}
