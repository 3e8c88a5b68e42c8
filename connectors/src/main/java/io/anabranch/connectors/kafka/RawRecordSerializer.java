// SPDX-License-Identifier: Apache-2.0
package io.anabranch.connectors.kafka;

import io.anabranch.state.wire.RecordSerializer;
import io.anabranch.state.wire.RecordSnapshot;
import java.io.IOException;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;
import org.apache.flink.types.StringValue;

/** Version 1: topic, partition, offset, timestamp, key, value. */
final class RawRecordSerializer extends RecordSerializer<RawRecord> {

  static final RawRecordSerializer INSTANCE = new RawRecordSerializer();
  private static final long serialVersionUID = 1L;

  @Override
  public void serialize(RawRecord record, DataOutputView target) throws IOException {
    StringValue.writeString(record.topic(), target);
    target.writeInt(record.partition());
    target.writeLong(record.offset());
    target.writeLong(record.timestamp());
    writeBytes(record.key(), target);
    writeBytes(record.value(), target);
  }

  @Override
  public RawRecord deserialize(DataInputView source) throws IOException {
    return new RawRecord(
        StringValue.readString(source),
        source.readInt(),
        source.readLong(),
        source.readLong(),
        readBytes(source),
        readBytes(source));
  }

  @Override
  public TypeSerializerSnapshot<RawRecord> snapshotConfiguration() {
    return new Snapshot();
  }

  /** Flink creates it by name. */
  public static final class Snapshot extends RecordSnapshot<RawRecord> {
    public Snapshot() {
      super(1, INSTANCE);
    }
  }
}
