// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.link;

import io.anabranch.state.exchange.KeyGroups;
import io.anabranch.state.wire.Wire;
import java.io.IOException;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.jspecify.annotations.Nullable;

/**
 * Rows of vertices that wait to be sent, as bytes by key group. They go to several operators, each
 * of which copies them into the places of the ones before: in between nobody makes objects of them.
 */
final class RowBytes {

  private static final int KEPT = 1 << 17; // bytes of an empty buffer

  private final DataOutputSerializer[] groups = new DataOutputSerializer[KeyGroups.COUNT];
  private final int[] sizes = new int[KeyGroups.COUNT];

  /** No row waits. */
  RowBytes() {}

  /**
   * A vertex has a new row.
   *
   * @param row null: the vertex is gone
   */
  void add(String vertex, @Nullable LinkRow row) {
    int group = KeyGroups.of(vertex);
    if (groups[group] == null) {
      groups[group] = new DataOutputSerializer(256);
    }
    sizes[group]++;
    DataOutputSerializer out = groups[group];
    try {
      Wire.writeString(out, vertex);
      out.writeBoolean(row != null);
      if (row != null) {
        row.write(out);
      }
    } catch (IOException e) {
      throw new IllegalStateException("writing to memory failed", e);
    }
  }

  /** Hands all of them on, those of a group in the order in which they came. */
  void drain(Consumer<LinkMessage> out) {
    for (int group = 0; group < KeyGroups.COUNT; group++) {
      if (sizes[group] > 0) {
        byte[] bytes = groups[group].getCopyOfBuffer();
        out.accept(new LinkMessage.Rows(group, sizes[group], bytes));
        sizes[group] = 0;
        groups[group].clear();
        if (bytes.length > KEPT) {
          groups[group] = null;
        }
      }
    }
  }

  /**
   * Visits the rows of a message.
   *
   * @param row shows each of them in turn
   */
  static void forEach(
      LinkMessage.Rows rows, LinkRow row, BiConsumer<String, @Nullable LinkRow> visitor) {
    DataInputDeserializer in = new DataInputDeserializer(rows.bytes());
    try {
      for (int i = 0; i < rows.size(); i++) {
        String vertex = Wire.readString(in);
        boolean isThere = in.readBoolean();
        if (isThere) {
          row.fill(in);
        }
        visitor.accept(vertex, isThere ? row : null);
      }
    } catch (IOException e) {
      throw new IllegalStateException(
          "%d bytes that are not %d rows".formatted(rows.bytes().length, rows.size()), e);
    }
  }
}
