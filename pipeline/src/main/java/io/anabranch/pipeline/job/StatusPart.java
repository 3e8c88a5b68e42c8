// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.job;

import io.anabranch.state.exchange.KeyGroups;
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
 * One part of what the job says of itself: of the answer to a probe, or of what became of a model.
 *
 * @param probe the probe; or the name of the model; empty where the Neighborhood tells of a sweep
 * @param number of the probe's record, or of the key group
 * @param of how many parts of this kind there are
 * @param topic where the probe's record lies; or why a model is refused or replaced; empty in the
 *     other kinds
 * @param partition of that topic; or the epoch of the model
 * @param value the record's offset; the group's horizon; the version of the model; when the sweep
 *     began, 0 as long as nobody has looked at the clock; the vertices of the group
 */
record StatusPart(
    Kind kind, String probe, int number, int of, String topic, int partition, long value) {

  /** What it tells. */
  enum Kind {
    /** The gate has met a record of the probe. */
    SEEN,
    /** A key group of the Neighborhood has met the probe on all partitions. */
    HORIZON,
    /** A key group of the last layer has emitted all that was before the probe. */
    DONE,
    /** All stages are being given a model. */
    LOADING,
    /** A model is refused. */
    REFUSED,
    /** A key group of the last layer has gone over to a model. */
    SERVING,
    /** A subtask of the Neighborhood has begun to tell its vertices to a model's stages. */
    BEGUN,
    /** All vertices of a key group have been told to a model's stages. */
    TOLD,
    /** A model was announced, and fits. */
    ANNOUNCED,
    /** A model that waited is passed over for a newer one. */
    REPLACED;

    boolean isOfProbe() {
      return this == SEEN || this == HORIZON || this == DONE;
    }
  }

  static final TypeInformation<StatusPart> TYPE =
      new RecordTypeInfo<>(StatusPart.class, new Serializer());

  static StatusPart seen(
      String probe, int index, int of, String topic, int partition, long offset) {
    return new StatusPart(Kind.SEEN, probe, index, of, topic, partition, offset);
  }

  static StatusPart horizon(String probe, int group, long horizon) {
    return ofGroup(Kind.HORIZON, probe, group, horizon);
  }

  static StatusPart done(String probe, int group, int modelVersion) {
    return ofGroup(Kind.DONE, probe, group, modelVersion);
  }

  static StatusPart announced(String model, int version) {
    return new StatusPart(Kind.ANNOUNCED, model, 0, 1, "", 0, version);
  }

  static StatusPart replaced(String model, int version, String reason) {
    return new StatusPart(Kind.REPLACED, model, 0, 1, reason, 0, version);
  }

  static StatusPart loading(String model, int version, int epoch) {
    return new StatusPart(Kind.LOADING, model, 0, 1, "", epoch, version);
  }

  static StatusPart refused(String model, int version, String reason) {
    return new StatusPart(Kind.REFUSED, model, 0, 1, reason, 0, version);
  }

  static StatusPart serving(String model, int version, int epoch, int group) {
    return new StatusPart(Kind.SERVING, model, group, KeyGroups.COUNT, "", epoch, version);
  }

  static StatusPart begun(int epoch) {
    return new StatusPart(Kind.BEGUN, "", 0, 1, "", epoch, 0);
  }

  static StatusPart told(int epoch, int group, long vertices) {
    return new StatusPart(Kind.TOLD, "", group, KeyGroups.COUNT, "", epoch, vertices);
  }

  /** This, with another value. */
  StatusPart withValue(long other) {
    return new StatusPart(kind, probe, number, of, topic, partition, other);
  }

  private static StatusPart ofGroup(Kind kind, String probe, int group, long value) {
    return new StatusPart(kind, probe, group, KeyGroups.COUNT, "", 0, value);
  }

  /** Version 1. */
  static final class Serializer extends RecordSerializer<StatusPart> {

    private static final long serialVersionUID = 1L;
    private static final Kind[] KINDS = Kind.values();

    @Override
    public void serialize(StatusPart part, DataOutputView out) throws IOException {
      out.writeByte(part.kind.ordinal());
      Wire.writeString(out, part.probe);
      out.writeInt(part.number);
      out.writeInt(part.of);
      Wire.writeString(out, part.topic);
      out.writeInt(part.partition);
      out.writeLong(part.value);
    }

    @Override
    public StatusPart deserialize(DataInputView in) throws IOException {
      return new StatusPart(
          KINDS[in.readByte()],
          Wire.readString(in),
          in.readInt(),
          in.readInt(),
          Wire.readString(in),
          in.readInt(),
          in.readLong());
    }

    @Override
    public TypeSerializerSnapshot<StatusPart> snapshotConfiguration() {
      return new Snapshot();
    }

    /** Flink creates it by name. */
    public static final class Snapshot extends RecordSnapshot<StatusPart> {
      public Snapshot() {
        super(1, new Serializer());
      }
    }
  }
}
