// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.evaluation;

import io.anabranch.pipeline.link.GroupClocks;
import io.anabranch.pipeline.link.LinkClock;
import io.anabranch.pipeline.link.LinkMessage;
import io.anabranch.pipeline.link.LinkRow;
import it.unimi.dsi.fastutil.objects.Object2ObjectLinkedOpenHashMap;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The last row of each vertex, model by model. While one model follows another, rows of the earlier
 * one are looked at, which all vertices have, until every key group has gone over; so rows of two
 * models never stand beside each other. Bound: so many vertices a model, those written last, of the
 * two models that a swap has.
 */
final class EmbeddingRows {

  private static final class Epoch {
    private final int version;
    private final Object2ObjectLinkedOpenHashMap<String, float[]> rows =
        new Object2ObjectLinkedOpenHashMap<>();

    Epoch(int version) {
      this.version = version;
    }
  }

  private final int bound;
  private final TreeMap<Integer, Epoch> epochs = new TreeMap<>();
  private GroupClocks clocks = new GroupClocks();

  EmbeddingRows(int bound) {
    this.bound = bound;
  }

  /** Takes a row in. */
  void put(String vertex, LinkRow row) {
    if (row.epoch() < clocks.time(LinkClock.ROWS_EPOCH)) {
      return; // of a model that is gone
    }
    Epoch epoch = epochs.computeIfAbsent(row.epoch(), e -> new Epoch(row.modelVersion()));
    epoch.rows.putAndMoveToLast(vertex, row.values());
    if (epoch.rows.size() > bound) {
      epoch.rows.removeFirst();
    }
  }

  /** The vertex is gone. */
  void remove(String vertex) {
    epochs.values().forEach(epoch -> epoch.rows.remove(vertex));
    epochs.values().removeIf(epoch -> epoch.rows.isEmpty());
  }

  /** A key group says which models its rows are of from now on. */
  void hear(LinkMessage.Mark mark) {
    if (clocks.hear(mark)) {
      epochs.headMap((int) clocks.time(LinkClock.ROWS_EPOCH)).clear();
    }
  }

  /** The row of a vertex; null when it has none of the model that is looked at. */
  float @Nullable [] of(String vertex) {
    return epochs.isEmpty() ? null : epochs.firstEntry().getValue().rows.get(vertex);
  }

  /** The version of the model that is looked at; null when there is none. */
  @Nullable Integer version() {
    return epochs.isEmpty() ? null : (Integer) epochs.firstEntry().getValue().version;
  }

  int size() {
    return epochs.values().stream().mapToInt(epoch -> epoch.rows.size()).sum();
  }

  void write(DataOutput out) throws IOException {
    byte[] told = clocks.toBytes();
    out.writeInt(told.length);
    out.write(told);
    out.writeInt(epochs.size());
    for (Map.Entry<Integer, Epoch> entry : epochs.entrySet()) {
      out.writeInt(entry.getKey());
      out.writeInt(entry.getValue().version);
      out.writeInt(entry.getValue().rows.size());
      for (var row : entry.getValue().rows.object2ObjectEntrySet()) {
        out.writeUTF(row.getKey());
        out.writeInt(row.getValue().length);
        for (float value : row.getValue()) {
          out.writeFloat(value);
        }
      }
    }
  }

  static EmbeddingRows read(DataInput in, int bound) throws IOException {
    EmbeddingRows read = new EmbeddingRows(bound);
    byte[] told = new byte[in.readInt()];
    in.readFully(told);
    read.clocks = GroupClocks.fromBytes(told);
    for (int left = in.readInt(); left > 0; left--) {
      int number = in.readInt();
      Epoch epoch = new Epoch(in.readInt());
      read.epochs.put(number, epoch);
      for (int rows = in.readInt(); rows > 0; rows--) {
        String vertex = in.readUTF();
        epoch.rows.put(vertex, values(in));
        if (epoch.rows.size() > bound) {
          epoch.rows.removeFirst(); // the bound was another one
        }
      }
    }
    return read;
  }

  private static float[] values(DataInput in) throws IOException {
    float[] values = new float[in.readInt()];
    for (int i = 0; i < values.length; i++) {
      values[i] = in.readFloat();
    }
    return values;
  }
}
