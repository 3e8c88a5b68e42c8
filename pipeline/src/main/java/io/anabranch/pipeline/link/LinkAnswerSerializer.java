// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.link;

import io.anabranch.connectors.codec.LinkQuery;
import io.anabranch.state.wire.RecordSerializer;
import io.anabranch.state.wire.RecordSnapshot;
import io.anabranch.state.wire.RecordTypeInfo;
import io.anabranch.state.wire.Wire;
import java.io.IOException;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** Version 1 of a {@link LinkAnswer}. */
public final class LinkAnswerSerializer extends RecordSerializer<LinkAnswer> {

  private static final long serialVersionUID = 1L;

  /** The type, with its own serializer. */
  public static final TypeInformation<LinkAnswer> TYPE =
      new RecordTypeInfo<>(LinkAnswer.class, new LinkAnswerSerializer());

  @Override
  public void serialize(LinkAnswer answer, DataOutputView out) throws IOException {
    Wire.writeString(out, answer.query().id());
    Wire.writeString(out, answer.query().u());
    Wire.writeString(out, answer.query().v());
    out.writeBoolean(answer.existing());
    out.writeBoolean(answer.uKnown());
    out.writeBoolean(answer.vKnown());
    out.writeBoolean(answer.isScored());
    if (answer.isScored()) {
      answer.u().write(out);
      answer.v().write(out);
      out.writeFloat(answer.logit());
      out.writeBoolean(answer.variance() != null);
      if (answer.variance() != null) {
        out.writeDouble(answer.variance());
      }
    }
  }

  @Override
  public LinkAnswer deserialize(DataInputView in) throws IOException {
    LinkQuery query = new LinkQuery(Wire.readString(in), Wire.readString(in), Wire.readString(in));
    boolean existing = in.readBoolean();
    boolean uKnown = in.readBoolean();
    boolean vKnown = in.readBoolean();
    return in.readBoolean()
        ? new LinkAnswer(
            query,
            existing,
            uKnown,
            vKnown,
            RowName.read(in),
            RowName.read(in),
            in.readFloat(),
            in.readBoolean() ? (Double) in.readDouble() : null)
        : new LinkAnswer(query, existing, uKnown, vKnown, null, null, 0f, null);
  }

  @Override
  public TypeSerializerSnapshot<LinkAnswer> snapshotConfiguration() {
    return new Snapshot();
  }

  /** Flink creates it by name. */
  public static final class Snapshot extends RecordSnapshot<LinkAnswer> {
    public Snapshot() {
      super(1, new LinkAnswerSerializer());
    }
  }
}
