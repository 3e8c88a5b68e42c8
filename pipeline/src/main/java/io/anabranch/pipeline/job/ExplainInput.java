// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.job;

import io.anabranch.pipeline.alert.Alert;
import io.anabranch.pipeline.alert.AlertTypes;
import io.anabranch.pipeline.explain.Piece;
import io.anabranch.state.wire.RecordSerializer;
import io.anabranch.state.wire.RecordSnapshot;
import io.anabranch.state.wire.RecordTypeInfo;
import java.io.IOException;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/**
 * What comes to where alerts wait for what their scores are made of: an alert, or a piece of an
 * answer.
 *
 * @param alert null of a piece
 * @param asked whether anybody was asked
 * @param piece null of an alert
 */
record ExplainInput(Alert alert, boolean asked, Piece piece) {

  static final TypeInformation<ExplainInput> TYPE =
      new RecordTypeInfo<>(ExplainInput.class, new Serializer());

  static ExplainInput of(Alert alert, boolean asked) {
    return new ExplainInput(alert, asked, null);
  }

  static ExplainInput of(Piece piece) {
    return new ExplainInput(null, false, piece);
  }

  /** That of the alert. */
  String key() {
    return alert != null ? alert.key() : piece.id();
  }

  /** Version 1. */
  static final class Serializer extends RecordSerializer<ExplainInput> {

    private static final long serialVersionUID = 1L;
    private static final TypeSerializer<Alert> ALERTS = AlertTypes.ALERT.createSerializer(null);

    @Override
    public void serialize(ExplainInput input, DataOutputView out) throws IOException {
      out.writeBoolean(input.alert != null);
      if (input.alert != null) {
        ALERTS.serialize(input.alert, out);
        out.writeBoolean(input.asked);
      } else {
        input.piece.write(out);
      }
    }

    @Override
    public ExplainInput deserialize(DataInputView in) throws IOException {
      return in.readBoolean() ? of(ALERTS.deserialize(in), in.readBoolean()) : of(Piece.read(in));
    }

    @Override
    public TypeSerializerSnapshot<ExplainInput> snapshotConfiguration() {
      return new Snapshot();
    }

    /** Flink creates it by name. */
    public static final class Snapshot extends RecordSnapshot<ExplainInput> {
      public Snapshot() {
        super(1, new Serializer());
      }
    }
  }
}
