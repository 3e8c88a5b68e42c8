// SPDX-License-Identifier: Apache-2.0
package io.anabranch.connectors.kafka;

import io.anabranch.connectors.codec.Embedding;
import io.anabranch.state.wire.RecordSerializer;
import io.anabranch.state.wire.RecordSnapshot;
import java.io.IOException;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;
import org.apache.flink.types.StringValue;

/** Version 1: vertex, whether there is a row, the row's fields. */
final class EmbeddingUpdateSerializer extends RecordSerializer<EmbeddingUpdate> {

  static final EmbeddingUpdateSerializer INSTANCE = new EmbeddingUpdateSerializer();
  private static final long serialVersionUID = 1L;

  @Override
  public void serialize(EmbeddingUpdate update, DataOutputView target) throws IOException {
    StringValue.writeString(update.vertex(), target);
    target.writeBoolean(!update.isTombstone());
    if (!update.isTombstone()) {
      writeRow(update.row(), target);
    }
  }

  private static void writeRow(Embedding row, DataOutputView target) throws IOException {
    target.writeLong(row.eventTime());
    target.writeLong(row.arrived());
    target.writeLong(row.sequence());
    target.writeInt(row.modelVersion());
    target.writeInt(row.values().length);
    for (float value : row.values()) {
      target.writeInt(Float.floatToRawIntBits(value));
    }
  }

  @Override
  public EmbeddingUpdate deserialize(DataInputView source) throws IOException {
    String vertex = StringValue.readString(source);
    return new EmbeddingUpdate(vertex, source.readBoolean() ? readRow(vertex, source) : null);
  }

  private static Embedding readRow(String vertex, DataInputView source) throws IOException {
    return new Embedding(
        vertex,
        source.readLong(),
        source.readLong(),
        source.readLong(),
        source.readInt(),
        readValues(source));
  }

  private static float[] readValues(DataInputView source) throws IOException {
    float[] values = new float[source.readInt()];
    for (int i = 0; i < values.length; i++) {
      values[i] = Float.intBitsToFloat(source.readInt());
    }
    return values;
  }

  @Override
  public TypeSerializerSnapshot<EmbeddingUpdate> snapshotConfiguration() {
    return new Snapshot();
  }

  /** Flink creates it by name. */
  public static final class Snapshot extends RecordSnapshot<EmbeddingUpdate> {
    public Snapshot() {
      super(1, INSTANCE);
    }
  }
}
