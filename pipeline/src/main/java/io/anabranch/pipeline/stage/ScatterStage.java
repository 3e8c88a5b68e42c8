// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.stage;

import io.anabranch.model.layer.Degree;
import io.anabranch.model.layer.SageLayer;
import io.anabranch.state.exchange.Cause;
import io.anabranch.state.exchange.Inlet;
import io.anabranch.state.exchange.LayerMask;
import io.anabranch.state.exchange.Roll;
import io.anabranch.state.store.VertexStore;
import java.util.Arrays;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Stage 0: the features of a vertex go to the vertices that it has edges to, and to itself. Here it
 * is decided whether a vertex exists: it does when the Neighborhood says so, or when it has
 * subscribers, be it in later layers alone.
 */
public final class ScatterStage implements SendingStage {

  private final VertexStore<ScatterVertex> store;
  private final Inlet next;
  private final Scatter scatter;
  private final StageHubs hubs;
  private final SageLayer first;
  private final boolean asTheyAre; // features are told and sent
  private final float[] zeros;
  private long nonFinite;
  private final DirtyList<ScatterVertex> dirty = new DirtyList<>();

  /**
   * @param first the first layer, which says what becomes of the features
   * @param nextScatters whether the first layer sends, too, which the last layer does not
   */
  public ScatterStage(
      VertexStore<ScatterVertex> store,
      Inlet next,
      SageLayer first,
      boolean nextScatters,
      Sending sending) {
    this.store = store;
    this.next = next;
    this.first = first;
    this.asTheyAre = first.aggregator().sendsFeatures();
    this.scatter = Scatter.to(first, next, nextScatters, sending);
    this.hubs = new StageHubs(store, scatter, sending);
    this.zeros = new float[first.inputWidth()];
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
  public void mail(
      String key, String source, float @Nullable [] values, long sequence, Cause cause) {
    throw new IllegalStateException("nothing stands before stage 0 that sends mail");
  }

  /** Of no use here: it is for the layers. */
  @Override
  public void roll(String key, Roll roll, Cause cause) {
    next.roll(key, roll, cause);
  }

  /** Of the first layer's in-edges: what goes there is divided by its root. */
  @Override
  public void degree(String key, int mask, long change, Cause cause) {
    next.degree(key, mask, change, cause);
    if (LayerMask.takesNext(mask)) {
      ScatterVertex vertex = store.at(key);
      vertex.nextDegree += change;
      vertex.rescaled = true;
      dirty.add(key, vertex, cause);
    }
  }

  @Override
  public void subscription(
      String source, String target, float weight, int mask, int change, Cause cause) {
    ScatterVertex vertex = store.at(source);
    if (!LayerMask.takesNext(mask)) {
      vertex.laterSubscribers += change;
    }
    scatter.subscribe(vertex, source, target, weight, mask, change, cause);
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
      if (vertex.told != null) {
        next.gone(key, cause);
        scatter.fallSilent(key, vertex, cause);
      }
      dropIfEmpty(key, vertex);
    } else if (vertex.rescaled || !Arrays.equals(value, vertex.told)) {
      vertex.told = value;
      next.self(key, self(vertex), cause);
      scatter.say(key, vertex, message(vertex), cause);
    }
    vertex.rescaled = false;
  }

  /** What its in-edges weigh may be told before the vertex itself is. */
  private void dropIfEmpty(String key, ScatterVertex vertex) {
    vertex.told = null;
    if (vertex.nextDegree == 0) {
      store.drop(key);
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

  private float[] self(ScatterVertex vertex) {
    if (asTheyAre) {
      return vertex.told;
    }
    float[] self = new float[first.selfWidth()];
    first.self(1, vertex.told, self);
    return divided(self, vertex);
  }

  private float[] message(ScatterVertex vertex) {
    if (asTheyAre) {
      return vertex.told;
    }
    float[] message = new float[first.messageWidth()];
    nonFinite += first.message(1, vertex.told, message);
    return divided(message, vertex);
  }

  private float[] divided(float[] values, ScatterVertex vertex) {
    if (first.isNormalisedByDegree()) {
      Degree.scale(values, 0, values.length, Degree.scale(vertex.nextDegree));
    }
    return values;
  }

  @Override
  public long clamped() {
    return scatter.clamped();
  }

  /** How many elements of messages were not finite and were taken as 0, since the start. */
  public long nonFinite() {
    return nonFinite;
  }

  /** The value that the vertex has now; null when it does not exist. */
  private float[] value(ScatterVertex vertex) {
    if (vertex.own != null) {
      return vertex.own;
    }
    return vertex.hasSubscribers() ? zeros : null;
  }
}
