// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.job;

import io.anabranch.pipeline.link.LinkMessage;
import io.anabranch.pipeline.link.LinkMessageSerializer;
import io.anabranch.state.event.EdgeEvent;
import io.anabranch.state.event.EraseEvent;
import io.anabranch.state.wire.RecordSerializer;
import io.anabranch.state.wire.RecordSnapshot;
import io.anabranch.state.wire.RecordTypeInfo;
import io.anabranch.state.wire.Wire;
import java.io.IOException;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** Version 1 of an {@link EvaluationInput}: a tag, then the fields. */
final class EvaluationInputSerializer extends RecordSerializer<EvaluationInput> {

  private static final long serialVersionUID = 1L;

  /** The type, with its own serializer. */
  static final TypeInformation<EvaluationInput> TYPE =
      new RecordTypeInfo<>(EvaluationInput.class, new EvaluationInputSerializer());

  private static final TypeSerializer<LinkMessage> ROWS =
      LinkMessageSerializer.TYPE.createSerializer(null);

  private static final int CLOCK = 1;
  private static final int EDGE = 2;
  private static final int ERASE = 3;
  private static final int ROW = 4;
  private static final int MARK = 5;

  @Override
  public void serialize(EvaluationInput input, DataOutputView out) throws IOException {
    if (input instanceof EvaluationInput.Edge edge) {
      out.writeByte(EDGE);
      write(edge.edge(), out);
      write(edge.clock(), out);
    } else if (input instanceof EvaluationInput.Row row) {
      out.writeByte(ROW);
      ROWS.serialize(row.row(), out);
    } else if (input instanceof EvaluationInput.Clock clock) {
      out.writeByte(CLOCK);
      write(clock, out);
    } else if (input instanceof EvaluationInput.Mark mark) {
      out.writeByte(MARK);
      ROWS.serialize(mark.mark(), out);
    } else if (input instanceof EvaluationInput.Erase erase) {
      out.writeByte(ERASE);
      Wire.writeString(out, erase.event().vertex());
      out.writeLong(erase.event().timestamp());
    }
  }

  /** All are adds, and of no weight here. */
  private static void write(EdgeEvent edge, DataOutputView out) throws IOException {
    Wire.writeString(out, edge.src());
    Wire.writeString(out, edge.dst());
    Wire.writeString(out, edge.id());
    out.writeLong(edge.timestamp());
    out.writeFloat(edge.weight());
  }

  private static void write(EvaluationInput.Clock clock, DataOutputView out) throws IOException {
    Wire.writeVarint(out, clock.partition());
    Wire.writeVarint(out, clock.partitions());
    out.writeLong(clock.time());
  }

  @Override
  public EvaluationInput deserialize(DataInputView in) throws IOException {
    int tag = in.readByte();
    return switch (tag) {
      case CLOCK -> clock(in);
      case EDGE -> new EvaluationInput.Edge(edge(in), clock(in));
      case ERASE -> new EvaluationInput.Erase(new EraseEvent(Wire.readString(in), in.readLong()));
      case ROW -> new EvaluationInput.Row((LinkMessage.Row) ROWS.deserialize(in));
      case MARK -> new EvaluationInput.Mark((LinkMessage.Mark) ROWS.deserialize(in));
      default -> throw new IOException("what comes to the evaluation has no tag " + tag);
    };
  }

  private static EdgeEvent edge(DataInputView in) throws IOException {
    return new EdgeEvent(
        EdgeEvent.Op.ADD,
        Wire.readString(in),
        Wire.readString(in),
        Wire.readString(in),
        in.readLong(),
        in.readFloat());
  }

  private static EvaluationInput.Clock clock(DataInputView in) throws IOException {
    return new EvaluationInput.Clock(
        (int) Wire.readVarint(in), (int) Wire.readVarint(in), in.readLong());
  }

  @Override
  public TypeSerializerSnapshot<EvaluationInput> snapshotConfiguration() {
    return new Snapshot();
  }

  /** Flink creates it by name. */
  public static final class Snapshot extends RecordSnapshot<EvaluationInput> {
    public Snapshot() {
      super(1, new EvaluationInputSerializer());
    }
  }
}
