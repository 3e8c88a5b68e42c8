// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.bootstrap;

import io.anabranch.state.event.InputTopic;
import io.anabranch.state.wire.RecordSerializer;
import io.anabranch.state.wire.RecordSnapshot;
import io.anabranch.state.wire.RecordTypeInfo;
import io.anabranch.state.wire.Wire;
import java.io.IOException;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** One entry of the keyed state of a stage. */
public sealed interface StateEntry {

  /** Its Flink type. */
  TypeInformation<StateEntry> TYPE = new RecordTypeInfo<>(StateEntry.class, new Serializer());

  /** The vertex whose entry it is. */
  String key();

  /** A packed vertex. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Vertex(String key, byte[] packed) implements StateEntry {}

  /** A page of a vertex behind the first. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Page(String key, int number, byte[] bytes) implements StateEntry {}

  /** A time at which a vertex is to be woken. */
  record Deadline(String key, InputTopic input, long time) implements StateEntry {}

  /** Version 1. */
  final class Serializer extends RecordSerializer<StateEntry> {

    private static final long serialVersionUID = 1L;
    private static final InputTopic[] INPUTS = InputTopic.values();
    private static final int VERTEX = 0;
    private static final int PAGE = 1;
    private static final int DEADLINE = 2;

    @Override
    public void serialize(StateEntry entry, DataOutputView out) throws IOException {
      if (entry instanceof Vertex vertex) {
        out.writeByte(VERTEX);
        Wire.writeString(out, vertex.key);
        writeBytes(vertex.packed, out);
      } else if (entry instanceof Page page) {
        out.writeByte(PAGE);
        Wire.writeString(out, page.key);
        out.writeInt(page.number);
        writeBytes(page.bytes, out);
      } else if (entry instanceof Deadline deadline) {
        out.writeByte(DEADLINE);
        Wire.writeString(out, deadline.key);
        out.writeByte(deadline.input.ordinal());
        out.writeLong(deadline.time);
      }
    }

    @Override
    public StateEntry deserialize(DataInputView in) throws IOException {
      int kind = in.readByte();
      String key = Wire.readString(in);
      return switch (kind) {
        case VERTEX -> new Vertex(key, readBytes(in));
        case PAGE -> new Page(key, in.readInt(), readBytes(in));
        case DEADLINE -> new Deadline(key, INPUTS[in.readByte()], in.readLong());
        default -> throw new IOException("a state entry of kind " + kind);
      };
    }

    @Override
    public TypeSerializerSnapshot<StateEntry> snapshotConfiguration() {
      return new Snapshot();
    }

    /** Flink creates it by name. */
    public static final class Snapshot extends RecordSnapshot<StateEntry> {
      public Snapshot() {
        super(1, new Serializer());
      }
    }
  }
}
