// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.link;

import io.anabranch.state.wire.RecordSerializer;
import io.anabranch.state.wire.RecordSnapshot;
import io.anabranch.state.wire.RecordTypeInfo;
import java.io.IOException;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** Version 1 of {@link LinkScores}. */
public final class LinkScoresSerializer extends RecordSerializer<LinkScores> {

  private static final long serialVersionUID = 1L;

  /** The type, with its own serializer. */
  public static final TypeInformation<LinkScores> TYPE =
      new RecordTypeInfo<>(LinkScores.class, new LinkScoresSerializer());

  @Override
  public void serialize(LinkScores scores, DataOutputView out) throws IOException {
    out.writeLong(scores.period());
    scores.row().write(out);
    LinkWire.writePartners(out, scores.partners());
  }

  @Override
  public LinkScores deserialize(DataInputView in) throws IOException {
    return new LinkScores(in.readLong(), RowName.read(in), LinkWire.readPartners(in));
  }

  @Override
  public TypeSerializerSnapshot<LinkScores> snapshotConfiguration() {
    return new Snapshot();
  }

  /** Flink creates it by name. */
  public static final class Snapshot extends RecordSnapshot<LinkScores> {
    public Snapshot() {
      super(1, new LinkScoresSerializer());
    }
  }
}
