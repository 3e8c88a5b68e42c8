// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.stage;

import io.anabranch.state.exchange.Cause;
import io.anabranch.state.exchange.Inlet;
import io.anabranch.state.store.VertexStore;
import java.util.Arrays;

/**
 * Stage 0: the features of a vertex go to the vertices that it has edges to, and to itself. Here it
 * is decided whether a vertex exists: it does when the Neighborhood says so, or when it has
 * subscribers.
 */
public final class ScatterStage implements Stage {

  private final VertexStore<ScatterVertex> store;
  private final Inlet next;
  private final Scatter scatter;
  private final float[] zeros;
  private final DirtyList<ScatterVertex> dirty = new DirtyList<>();

  /**
   * @param featureWidth the number of features
   * @param nextScatters whether the first layer sends, too, which the last layer does not
   */
  public ScatterStage(
      VertexStore<ScatterVertex> store, Inlet next, int featureWidth, boolean nextScatters) {
    this.store = store;
    this.next = next;
    this.scatter = new Scatter(next, featureWidth, nextScatters);
    this.zeros = new float[featureWidth];
  }

  @Override
  public void self(String key, float[] values, Cause cause) {
    ScatterVertex vertex = store.at(key);
    vertex.own = values;
    dirty.add(key, vertex, cause);
  }

  @Override
  public void gone(String key, Cause cause) {
    ScatterVertex vertex = store.at(key);
    vertex.own = null;
    dirty.add(key, vertex, cause);
  }

  @Override
  public void erased(String key, Cause cause) {
    ScatterVertex vertex = store.at(key);
    vertex.erased = true;
    dirty.add(key, vertex, cause);
  }

  @Override
  public void delta(String key, long count, long times, long[] values, Cause cause) {
    throw new IllegalStateException("nothing stands before stage 0 that sends deltas");
  }

  @Override
  public void subscription(String source, String target, float weight, int change, Cause cause) {
    ScatterVertex vertex = store.at(source);
    scatter.subscribe(vertex.subscribers, vertex.sent, source, target, weight, change, cause);
    if (vertex.own == null) {
      dirty.add(source, vertex, cause);
    }
  }

  @Override
  public int dirty() {
    return dirty.size();
  }

  @Override
  public void flush() {
    for (int i = 0; i < dirty.size(); i++) {
      flush(dirty.key(i), dirty.vertex(i), dirty.cause(i));
    }
    dirty.clear();
  }

  private void flush(String key, ScatterVertex vertex, Cause cause) {
    if (vertex.erased) {
      vertex.erased = false;
      next.erased(key, cause);
    }
    float[] value = value(vertex);
    if (value == null) {
      if (vertex.sent != null) {
        next.gone(key, cause);
      }
      store.drop(key);
    } else if (!Arrays.equals(value, vertex.sent)) {
      next.self(key, value, cause);
      scatter.change(vertex.subscribers, vertex.sent, value, 0, cause);
      vertex.sent = value;
    }
  }

  /** The value that the vertex has now; null when it does not exist. */
  private float[] value(ScatterVertex vertex) {
    if (vertex.own != null) {
      return vertex.own;
    }
    return vertex.subscribers.isEmpty() ? null : zeros;
  }
}
