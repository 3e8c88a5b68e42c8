// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.job;

import io.anabranch.pipeline.alert.EdgeRef;
import io.anabranch.state.wire.RecordSerializer;
import io.anabranch.state.wire.RecordSnapshot;
import io.anabranch.state.wire.RecordTypeInfo;
import io.anabranch.state.wire.Wire;
import java.io.IOException;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/**
 * What comes to the watch for rings.
 *
 * @param src of an edge; or the vertex that is erased; empty of the time
 * @param dst of an edge
 * @param time of the edge; or of a partition of the edge topic
 * @param surprise of the edge; NaN where it was not scored
 * @param partition of the edge topic
 * @param partitions how many there are
 */
record RingInput(
    Kind kind, String src, String dst, long time, float surprise, int partition, int partitions) {

  enum Kind {
    EDGE,
    ERASE,
    CLOCK
  }

  static final TypeInformation<RingInput> TYPE =
      new RecordTypeInfo<>(RingInput.class, new Serializer());

  static RingInput edge(EdgeRef edge, float surprise) {
    return new RingInput(Kind.EDGE, edge.src(), edge.dst(), edge.timestamp(), surprise, 0, 0);
  }

  static RingInput erase(String vertex) {
    return new RingInput(Kind.ERASE, vertex, "", 0, 0, 0, 0);
  }

  static RingInput clock(int partition, int partitions, long time) {
    return new RingInput(Kind.CLOCK, "", "", time, 0, partition, partitions);
  }

  /** Version 1. */
  static final class Serializer extends RecordSerializer<RingInput> {

    private static final long serialVersionUID = 1L;
    private static final Kind[] KINDS = Kind.values();

    @Override
    public void serialize(RingInput input, DataOutputView out) throws IOException {
      out.writeByte(input.kind.ordinal());
      Wire.writeString(out, input.src);
      Wire.writeString(out, input.dst);
      out.writeLong(input.time);
      out.writeFloat(input.surprise);
      out.writeInt(input.partition);
      out.writeInt(input.partitions);
    }

    @Override
    public RingInput deserialize(DataInputView in) throws IOException {
      return new RingInput(
          KINDS[in.readByte()],
          Wire.readString(in),
          Wire.readString(in),
          in.readLong(),
          in.readFloat(),
          in.readInt(),
          in.readInt());
    }

    @Override
    public TypeSerializerSnapshot<RingInput> snapshotConfiguration() {
      return new Snapshot();
    }

    /** Flink creates it by name. */
    public static final class Snapshot extends RecordSnapshot<RingInput> {
      public Snapshot() {
        super(1, new Serializer());
      }
    }
  }
}
