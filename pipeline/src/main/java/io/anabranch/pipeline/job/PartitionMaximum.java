// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.job;

import io.anabranch.state.wire.RecordSerializer;
import io.anabranch.state.wire.RecordSnapshot;
import io.anabranch.state.wire.RecordTypeInfo;
import io.anabranch.state.wire.Wire;
import java.io.IOException;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** The largest timestamp of a partition, as the gate keeps it in its state. */
record PartitionMaximum(String topic, int partition, long timestamp) {

  static final TypeInformation<PartitionMaximum> TYPE =
      new RecordTypeInfo<>(PartitionMaximum.class, new Serializer());

  /** Version 1. */
  static final class Serializer extends RecordSerializer<PartitionMaximum> {

    private static final long serialVersionUID = 1L;

    @Override
    public void serialize(PartitionMaximum maximum, DataOutputView out) throws IOException {
      Wire.writeString(out, maximum.topic);
      out.writeInt(maximum.partition);
      out.writeLong(maximum.timestamp);
    }

    @Override
    public PartitionMaximum deserialize(DataInputView in) throws IOException {
      return new PartitionMaximum(Wire.readString(in), in.readInt(), in.readLong());
    }

    @Override
    public TypeSerializerSnapshot<PartitionMaximum> snapshotConfiguration() {
      return new Snapshot();
    }

    /** Flink creates it by name. */
    public static final class Snapshot extends RecordSnapshot<PartitionMaximum> {
      public Snapshot() {
        super(1, new Serializer());
      }
    }
  }
}
