// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.link;

import io.anabranch.pipeline.link.ScoredEdge.Outcome;
import io.anabranch.state.exchange.EdgeWire;
import io.anabranch.state.wire.RecordSerializer;
import io.anabranch.state.wire.RecordSnapshot;
import io.anabranch.state.wire.RecordTypeInfo;
import java.io.IOException;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** Version 1. */
final class ScoredEdgeSerializer extends RecordSerializer<ScoredEdge> {

  static final TypeInformation<ScoredEdge> TYPE =
      new RecordTypeInfo<>(ScoredEdge.class, new ScoredEdgeSerializer());

  private static final long serialVersionUID = 1L;
  private static final Outcome[] OUTCOMES = Outcome.values();

  @Override
  public void serialize(ScoredEdge scored, DataOutputView out) throws IOException {
    EdgeWire.write(scored.edge(), out);
    out.writeLong(scored.arrived());
    out.writeByte(scored.outcome().ordinal());
    if (scored.isScored()) {
      scored.src().write(out);
      scored.dst().write(out);
      out.writeFloat(scored.logit());
    }
  }

  @Override
  public ScoredEdge deserialize(DataInputView in) throws IOException {
    var edge = EdgeWire.read(in);
    long arrived = in.readLong();
    Outcome outcome = OUTCOMES[in.readByte()];
    return outcome == Outcome.SCORED
        ? new ScoredEdge(edge, arrived, outcome, RowName.read(in), RowName.read(in), in.readFloat())
        : new ScoredEdge(edge, arrived, outcome, null, null, 0f);
  }

  @Override
  public TypeSerializerSnapshot<ScoredEdge> snapshotConfiguration() {
    return new Snapshot();
  }

  /** Flink creates it by name. */
  public static final class Snapshot extends RecordSnapshot<ScoredEdge> {
    public Snapshot() {
      super(1, new ScoredEdgeSerializer());
    }
  }
}
