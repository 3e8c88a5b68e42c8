// SPDX-License-Identifier: Apache-2.0
package io.anabranch.connectors.kafka;

import io.anabranch.connectors.codec.Reason;
import io.anabranch.state.wire.RecordSerializer;
import io.anabranch.state.wire.RecordSnapshot;
import java.io.IOException;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;
import org.apache.flink.types.StringValue;

/** Version 1: key, value, topic, partition, offset, the reason's code, detail. */
final class DeadLetterSerializer extends RecordSerializer<DeadLetter> {

  static final DeadLetterSerializer INSTANCE = new DeadLetterSerializer();
  private static final long serialVersionUID = 1L;

  @Override
  public void serialize(DeadLetter letter, DataOutputView target) throws IOException {
    writeBytes(letter.key(), target);
    writeBytes(letter.value(), target);
    StringValue.writeString(letter.topic(), target);
    target.writeInt(letter.partition());
    target.writeLong(letter.offset());
    StringValue.writeString(letter.reason().code(), target);
    StringValue.writeString(letter.detail(), target);
  }

  @Override
  public DeadLetter deserialize(DataInputView source) throws IOException {
    return new DeadLetter(
        readBytes(source),
        readBytes(source),
        StringValue.readString(source),
        source.readInt(),
        source.readLong(),
        Reason.ofCode(StringValue.readString(source)),
        StringValue.readString(source));
  }

  @Override
  public TypeSerializerSnapshot<DeadLetter> snapshotConfiguration() {
    return new Snapshot();
  }

  /** Flink creates it by name. */
  public static final class Snapshot extends RecordSnapshot<DeadLetter> {
    public Snapshot() {
      super(1, INSTANCE);
    }
  }
}
