// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.job;

import io.anabranch.pipeline.alert.RiskScore;
import io.anabranch.pipeline.link.RowName;
import io.anabranch.state.wire.RecordSerializer;
import io.anabranch.state.wire.RecordSnapshot;
import io.anabranch.state.wire.RecordTypeInfo;
import io.anabranch.state.wire.Wire;
import java.io.IOException;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** How risk scores travel to their sink. Version 1. */
final class RiskScoreType extends RecordSerializer<RiskScore> {

  static final TypeInformation<RiskScore> INFO =
      new RecordTypeInfo<>(RiskScore.class, new RiskScoreType());
  private static final long serialVersionUID = 1L;

  @Override
  public void serialize(RiskScore score, DataOutputView out) throws IOException {
    Wire.writeString(out, score.vertex());
    out.writeBoolean(score.isGone());
    if (!score.isGone()) {
      out.writeFloat(score.score());
      out.writeLong(score.eventTime());
      out.writeInt(score.row().modelVersion());
      out.writeLong(score.row().sequence());
      out.writeInt(score.row().checksum());
      Wire.writeString(out, score.model());
      out.writeInt(score.version());
    }
  }

  @Override
  public RiskScore deserialize(DataInputView in) throws IOException {
    String vertex = Wire.readString(in);
    if (in.readBoolean()) {
      return RiskScore.gone(vertex);
    }
    float score = in.readFloat();
    long eventTime = in.readLong();
    RowName row = new RowName(vertex, in.readInt(), in.readLong(), in.readInt());
    return new RiskScore(vertex, score, eventTime, row, Wire.readString(in), in.readInt());
  }

  @Override
  public TypeSerializerSnapshot<RiskScore> snapshotConfiguration() {
    return new Snapshot();
  }

  /** Flink creates it by name. */
  public static final class Snapshot extends RecordSnapshot<RiskScore> {
    public Snapshot() {
      super(1, new RiskScoreType());
    }
  }
}
