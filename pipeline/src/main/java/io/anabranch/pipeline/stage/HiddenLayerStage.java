// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.stage;

import io.anabranch.model.layer.Degree;
import io.anabranch.model.layer.SageLayer;
import io.anabranch.state.exchange.Cause;
import io.anabranch.state.exchange.Inlet;
import io.anabranch.state.exchange.LayerMask;
import io.anabranch.state.exchange.Roll;
import io.anabranch.state.store.VertexStore;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A layer that is not the last. Of a new value only what the next layer makes of it is told and
 * kept: to the vertex itself its self part, to the subscribers its message.
 */
public final class HiddenLayerStage extends LayerStage implements SendingStage {

  private final SageLayer nextLayer;
  private final Inlet next;
  private final Scatter scatter;
  private final StageHubs hubs;
  private final float[] selves;
  private final float[] messages;

  /**
   * @param nextScatters whether the next layer is not the last either
   */
  public HiddenLayerStage(
      VertexStore<LayerVertex> store,
      SageLayer layer,
      SageLayer nextLayer,
      Inlet next,
      boolean nextScatters,
      Sending sending) {
    super(store, layer);
    this.nextLayer = nextLayer;
    this.next = next;
    this.scatter = Scatter.to(nextLayer, next, nextScatters, sending);
    this.hubs = new StageHubs(store, scatter, sending);
    this.selves = new float[ROWS * nextLayer.selfWidth()];
    this.messages = new float[ROWS * nextLayer.messageWidth()];
  }

  @Override
  public void subscription(
      String source, String target, float weight, int mask, int change, Cause cause) {
    LayerVertex vertex = store.at(source);
    scatter.subscribe(vertex, source, target, weight, mask, change, cause);
    if (vertex.dirtyIndex < 0 && vertex.isEmpty()) {
      store.drop(source);
    }
  }

  @Override
  public float @Nullable [] told(String source, String target, float weight) {
    return Scatter.has(store.look(source), target, weight);
  }

  @Override
  public void wake(String vertex) {
    hubs.wake(vertex);
  }

  @Override
  public void settleHubs() {
    hubs.settle();
  }

  @Override
  public void forgetHubs(Predicate<String> which) {
    hubs.forget(which);
  }

  @Override
  public void restoreHub(String vertex, long time) {
    hubs.restore(vertex, time);
  }

  @Override
  public long clamped() {
    return scatter.clamped();
  }

  @Override
  void onward(String key, Roll roll, Cause cause) {
    next.roll(key, roll, cause);
  }

  @Override
  void onward(String key, LayerVertex vertex, int mask, long change, Cause cause) {
    if (LayerMask.takesNext(mask)) {
      vertex.nextDegree += change;
    }
    if (mask != 0) {
      next.degree(key, mask, change, cause);
    }
  }

  @Override
  void prepare(int rows, float[] values) {
    nextLayer.self(rows, values, selves);
    countNonFinite(nextLayer.message(rows, values, messages));
  }

  @Override
  void erase(String key, LayerVertex vertex, Cause cause) {
    next.erased(key, cause);
  }

  @Override
  void present(String key, LayerVertex vertex, float[] values, int row, Cause cause) {
    int selfWidth = nextLayer.selfWidth();
    if (nextLayer.isNormalisedByDegree()) {
      double scale = Degree.scale(vertex.nextDegree);
      int width = nextLayer.messageWidth();
      Degree.scale(selves, row * selfWidth, selfWidth, scale);
      Degree.scale(messages, row * width, width, scale);
    }
    if (Rows.differs(selves, row, selfWidth, vertex.value)) {
      vertex.value = Rows.copy(selves, row, selfWidth, vertex.value);
      next.self(key, vertex.value, cause);
    }
    scatter.say(key, vertex, messages, row, cause);
  }

  @Override
  void absent(String key, LayerVertex vertex, Cause cause) {
    if (vertex.value != null) {
      next.gone(key, cause);
      scatter.fallSilent(key, vertex, cause);
      vertex.value = null;
    }
    if (vertex.isEmpty()) {
      store.drop(key);
    }
  }
}
