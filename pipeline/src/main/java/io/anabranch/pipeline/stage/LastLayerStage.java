// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.stage;

import io.anabranch.model.layer.SageLayer;
import io.anabranch.state.exchange.Cause;
import io.anabranch.state.store.VertexStore;
import java.util.Optional;

/** The last layer: a new value is the vertex's embedding. */
public final class LastLayerStage extends LayerStage {

  private final EmbeddingOutlet outlet;

  public LastLayerStage(VertexStore<LayerVertex> store, SageLayer layer, EmbeddingOutlet outlet) {
    super(store, layer);
    this.outlet = outlet;
  }

  @Override
  public void subscription(
      String source, String target, float weight, int mask, int change, Cause cause) {
    throw new IllegalStateException("the last layer sends nothing that one could subscribe to");
  }

  /** Whether the vertex has an embedding. */
  public boolean has(String key) {
    return store.look(key).value != null;
  }

  /** What there is of a vertex, copied; nothing when it has no embedding. */
  public Optional<LastSum> sumOf(String key) {
    LayerVertex vertex = store.look(key);
    return vertex.value == null || vertex.self == null
        ? Optional.empty()
        : Optional.of(
            new LastSum(
                vertex.value.clone(),
                vertex.sequence,
                vertex.self.clone(),
                vertex.sum == null ? new long[layer.messageWidth()] : vertex.sum.clone(),
                vertex.count,
                vertex.degree));
  }

  /**
   * Says again what the vertex has, or that it is no more. After a restore this is done for every
   * vertex that a row was written of since the checkpoint: the replay may bundle differently, two
   * changes may cancel, and what was written would stand uncorrected.
   *
   * @param arrived when the repetition was asked for
   */
  public void repeat(String key, long arrived) {
    LayerVertex vertex = store.at(key);
    if (vertex.value == null) {
      outlet.gone(key, new Cause(vertex.eventTime, arrived));
    } else {
      vertex.sequence++;
      outlet.embedding(key, vertex.value, vertex.sequence, new Cause(vertex.eventTime, arrived));
    }
  }

  /**
   * The rows of a vertex are wanted from now on: at the next flush it is computed from all that it
   * was told, and its row is said, if it exists.
   *
   * @param arrived when it was asked for
   */
  public void begin(String key, long arrived) {
    LayerVertex vertex = store.at(key);
    vertex.value = null;
    makeDirty(key, vertex, new Cause(vertex.eventTime, arrived));
  }

  @Override
  boolean isWanted(String key) {
    return outlet.wants(key);
  }

  /** The row ends, even where there is none; of a vertex that lives on a new one follows. */
  @Override
  void erase(String key, LayerVertex vertex, Cause cause) {
    outlet.gone(key, cause);
    vertex.value = null;
  }

  @Override
  void present(String key, LayerVertex vertex, float[] values, int row, Cause cause) {
    if (Rows.differs(values, row, layer.outputWidth(), vertex.value)) {
      vertex.value = Rows.copy(values, row, layer.outputWidth(), vertex.value);
      vertex.sequence++;
      vertex.eventTime = Math.max(vertex.eventTime, cause.eventTime());
      outlet.embedding(
          key, vertex.value, vertex.sequence, new Cause(vertex.eventTime, cause.arrived()));
    }
  }

  @Override
  void absent(String key, LayerVertex vertex, Cause cause) {
    if (vertex.value != null) {
      outlet.gone(key, cause);
      vertex.value = null;
    }
    if (vertex.hasReceivedNothing()) {
      store.drop(key);
    }
  }
}
