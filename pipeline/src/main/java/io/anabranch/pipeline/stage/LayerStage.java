// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.stage;

import io.anabranch.model.layer.MailboxAggregator;
import io.anabranch.model.layer.SageLayer;
import io.anabranch.model.layer.SumAggregator;
import io.anabranch.state.exchange.Cause;
import io.anabranch.state.exchange.LayerMask;
import io.anabranch.state.exchange.Roll;
import io.anabranch.state.mailbox.Mailbox;
import io.anabranch.state.store.VertexStore;
import org.jspecify.annotations.Nullable;

/**
 * A layer: sums or keeps what the in-neighbors send, and on flush computes the values of all dirty
 * vertices in blocks of rows. What becomes of a new value is the subclass's.
 */
public abstract sealed class LayerStage implements Stage permits HiddenLayerStage, LastLayerStage {

  /** Rows computed together. */
  static final int ROWS = 64;

  final VertexStore<LayerVertex> store;
  final SageLayer layer;
  private final DirtyList<LayerVertex> dirty = new DirtyList<>();
  private final int[] rowOf = new int[ROWS]; // index in the dirty list
  private final float[] selves;
  private final float[] aggregates;
  private final float[] values;
  private final SumAggregator sums; // null where words are kept one by one
  private final WordReader words; // null where words are summed
  private long nonFinite;

  LayerStage(VertexStore<LayerVertex> store, SageLayer layer) {
    this.store = store;
    this.layer = layer;
    this.selves = new float[ROWS * layer.selfWidth()];
    this.aggregates = new float[ROWS * layer.aggregateWidth()];
    this.values = new float[ROWS * layer.outputWidth()];
    this.sums = layer.aggregator() instanceof SumAggregator sum ? sum : null;
    this.words =
        layer.aggregator() instanceof MailboxAggregator mailbox ? new WordReader(mailbox) : null;
  }

  @Override
  public final void self(String key, float[] value, Cause cause) {
    LayerVertex vertex = store.at(key);
    vertex.self = value;
    changed(key, vertex, cause);
  }

  @Override
  public final void gone(String key, Cause cause) {
    LayerVertex vertex = store.at(key);
    vertex.self = null;
    changed(key, vertex, cause);
  }

  @Override
  public final void erased(String key, Cause cause) {
    LayerVertex vertex = store.at(key);
    if (isWanted(key)) {
      vertex.erased = true;
      dirty.add(key, vertex, cause);
    } else {
      erase(key, vertex, cause);
      note(vertex, cause);
    }
  }

  /**
   * What was told is in the vertex; what follows from it is said on flush, or is not wanted yet.
   */
  private void changed(String key, LayerVertex vertex, Cause cause) {
    if (isWanted(key)) {
      dirty.add(key, vertex, cause);
    } else {
      note(vertex, cause);
    }
  }

  private static void note(LayerVertex vertex, Cause cause) {
    vertex.eventTime = Math.max(vertex.eventTime, cause.eventTime());
  }

  /** The vertex is computed at the next flush. */
  final void makeDirty(String key, LayerVertex vertex, Cause cause) {
    dirty.add(key, vertex, cause);
  }

  @Override
  public final void delta(String key, long count, long times, long[] delta, Cause cause) {
    if (sums == null) {
      throw new IllegalStateException("a delta to '" + key + "' in a layer that keeps words");
    }
    LayerVertex vertex = store.at(key);
    vertex.count += count;
    if (vertex.count > sums.mostNeighbors()) {
      throw new IllegalStateException(
          "vertex '%s' has %d in-edges; at most %d fit a sum"
              .formatted(key, vertex.count, sums.mostNeighbors()));
    }
    if (delta != null) {
      if (vertex.sum == null) {
        vertex.sum = new long[layer.messageWidth()];
      }
      long[] sum = vertex.sum;
      for (int i = 0; i < sum.length; i++) {
        sum[i] += times * delta[i];
      }
    }
    changed(key, vertex, cause);
  }

  @Override
  public final void mail(
      String key, String source, float @Nullable [] said, long sequence, Cause cause) {
    if (words == null) {
      throw new IllegalStateException("mail to '" + key + "' in a layer of sums");
    }
    LayerVertex vertex = store.at(key);
    if (vertex.mailbox == null) {
      vertex.mailbox = new Mailbox();
    }
    if (vertex.mailbox.put(source, sequence, said)) {
      changed(key, vertex, cause);
    }
    if (vertex.mailbox.isEmpty()) {
      vertex.mailbox = null;
    }
  }

  @Override
  public final void roll(String key, Roll roll, Cause cause) {
    LayerVertex vertex = store.at(key);
    String[] own = roll.own();
    vertex.roll = own.length == 0 ? null : own;
    changed(key, vertex, cause);
    onward(key, roll.onward(), cause);
  }

  @Override
  public final void degree(String key, int mask, long change, Cause cause) {
    LayerVertex vertex = store.at(key);
    if (LayerMask.takesNext(mask)) {
      vertex.degree += change;
    }
    onward(key, vertex, LayerMask.onward(mask), change, cause);
    changed(key, vertex, cause);
  }

  @Override
  public final int dirty() {
    return dirty.size();
  }

  /** How many elements were not finite and were taken as 0, since the start. */
  public final long nonFinite() {
    return nonFinite;
  }

  @Override
  public final void flush() {
    int rows = 0;
    for (int i = 0; i < dirty.size(); i++) {
      LayerVertex vertex = dirty.vertex(i);
      if (vertex.erased) {
        vertex.erased = false;
        erase(dirty.key(i), vertex, dirty.cause(i));
      }
      if (vertex.self == null) {
        absent(dirty.key(i), vertex, dirty.cause(i));
      } else {
        load(dirty.key(i), vertex, rows);
        rowOf[rows++] = i;
        if (rows == ROWS) {
          compute(rows);
          rows = 0;
        }
      }
    }
    compute(rows);
    dirty.clear();
  }

  private void load(String key, LayerVertex vertex, int row) {
    System.arraycopy(vertex.self, 0, selves, row * layer.selfWidth(), layer.selfWidth());
    int off = row * layer.aggregateWidth();
    if (sums != null) {
      long size = sums.isNormalised() ? vertex.degree : vertex.count;
      sums.mean(vertex.sum, 0, size, vertex.self, 0, aggregates, off);
    } else {
      words.read(key, vertex, aggregates, off);
    }
  }

  private void compute(int rows) {
    if (rows == 0) {
      return;
    }
    nonFinite += layer.update(rows, selves, aggregates, values);
    prepare(rows, values);
    for (int row = 0; row < rows; row++) {
      int i = rowOf[row];
      present(dirty.key(i), dirty.vertex(i), values, row, dirty.cause(i));
    }
  }

  final void countNonFinite(int elements) {
    nonFinite += elements;
  }

  /** Tells the next layer, if there is one, what it is to know of the in-edges. */
  void onward(String key, Roll roll, Cause cause) {}

  /** Takes in, and tells the next layer if there is one, what its in-edges weigh. */
  void onward(String key, LayerVertex vertex, int mask, long change, Cause cause) {}

  /** Sees the values of a block of rows before they are presented one by one. */
  void prepare(int rows, float[] values) {}

  /** Whether a vertex that changes is computed; else it only takes in what it is told. */
  boolean isWanted(String key) {
    return true;
  }

  /** The vertex was erased; it is presented, or found absent, next. */
  abstract void erase(String key, LayerVertex vertex, Cause cause);

  /** The vertex has the value in that row of the block. */
  abstract void present(String key, LayerVertex vertex, float[] values, int row, Cause cause);

  /** The vertex does not exist. */
  abstract void absent(String key, LayerVertex vertex, Cause cause);
}
