// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.job;

import io.anabranch.connectors.codec.BadRecordException;
import io.anabranch.pipeline.evaluation.EvaluationCodec;
import io.anabranch.pipeline.evaluation.EvaluationRecord;
import io.anabranch.state.wire.RecordSerializer;
import io.anabranch.state.wire.RecordSnapshot;
import io.anabranch.state.wire.RecordTypeInfo;
import java.io.IOException;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** How records of the evaluation travel to their sink: as they are in the topic. Version 1. */
final class EvaluationRecordType extends RecordSerializer<EvaluationRecord> {

  private static final long serialVersionUID = 1L;

  static final TypeInformation<EvaluationRecord> INFO =
      new RecordTypeInfo<>(EvaluationRecord.class, new EvaluationRecordType());

  @Override
  public void serialize(EvaluationRecord record, DataOutputView out) throws IOException {
    writeBytes(new EvaluationCodec().encode(record), out);
  }

  @Override
  public EvaluationRecord deserialize(DataInputView in) throws IOException {
    try {
      return new EvaluationCodec().decode(readBytes(in));
    } catch (BadRecordException e) {
      throw new IOException(e);
    }
  }

  @Override
  public TypeSerializerSnapshot<EvaluationRecord> snapshotConfiguration() {
    return new Snapshot();
  }

  /** Flink creates it by name. */
  public static final class Snapshot extends RecordSnapshot<EvaluationRecord> {
    public Snapshot() {
      super(1, new EvaluationRecordType());
    }
  }
}
