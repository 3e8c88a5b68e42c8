// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.job;

import io.anabranch.pipeline.alert.AlertTypes;
import io.anabranch.pipeline.alert.Candidate;
import io.anabranch.state.event.InputTopic;
import io.anabranch.state.exchange.KeyGroups;
import io.anabranch.state.exchange.Message;
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
 * What comes to the alerts: a score that exceeds a limit, or the time.
 *
 * @param candidate null of the time
 * @param clock of the edge topic, null of a score
 */
record AlertInput(Candidate candidate, Message.Clock clock) {

  static final TypeInformation<AlertInput> TYPE =
      new RecordTypeInfo<>(AlertInput.class, new Serializer());

  static AlertInput of(Candidate candidate) {
    return new AlertInput(candidate, null);
  }

  static AlertInput of(Message.Clock clock) {
    return new AlertInput(null, clock);
  }

  String key() {
    return candidate != null ? candidate.key() : KeyGroups.key(clock.group());
  }

  /** Version 1. */
  static final class Serializer extends RecordSerializer<AlertInput> {

    private static final long serialVersionUID = 1L;
    private static final TypeSerializer<Candidate> CANDIDATES =
        AlertTypes.CANDIDATE.createSerializer(null);

    @Override
    public void serialize(AlertInput input, DataOutputView out) throws IOException {
      out.writeBoolean(input.candidate != null);
      if (input.candidate != null) {
        CANDIDATES.serialize(input.candidate, out);
      } else {
        out.writeByte(input.clock.group());
        out.writeInt(input.clock.partition());
        out.writeInt(input.clock.partitions());
        out.writeLong(input.clock.time());
      }
    }

    @Override
    public AlertInput deserialize(DataInputView in) throws IOException {
      return in.readBoolean()
          ? of(CANDIDATES.deserialize(in))
          : of(
              new Message.Clock(
                  in.readByte(), InputTopic.EDGES, in.readInt(), in.readInt(), in.readLong()));
    }

    @Override
    public TypeSerializerSnapshot<AlertInput> snapshotConfiguration() {
      return new Snapshot();
    }

    /** Flink creates it by name. */
    public static final class Snapshot extends RecordSnapshot<AlertInput> {
      public Snapshot() {
        super(1, new Serializer());
      }
    }
  }
}
