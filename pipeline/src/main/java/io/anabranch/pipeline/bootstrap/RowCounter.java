// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.bootstrap;

import io.anabranch.pipeline.stage.EmbeddingOutlet;
import io.anabranch.state.exchange.Cause;

/** Counts embeddings that go nowhere. */
public final class RowCounter implements EmbeddingOutlet {

  private long rows;

  @Override
  public void embedding(String vertex, float[] values, long sequence, Cause cause) {
    rows++;
  }

  @Override
  public void gone(String vertex, Cause cause) {
    throw new IllegalStateException("'" + vertex + "' was never there");
  }

  /** Embeddings so far. */
  public long rows() {
    return rows;
  }
}
