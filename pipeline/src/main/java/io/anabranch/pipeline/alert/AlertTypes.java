// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.alert;

import io.anabranch.state.wire.RecordSerializer;
import io.anabranch.state.wire.RecordSnapshot;
import io.anabranch.state.wire.RecordTypeInfo;
import java.io.IOException;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** How signals, candidates and alerts travel between operators. Each in version 1. */
public final class AlertTypes {

  public static final TypeInformation<Signal> SIGNAL =
      new RecordTypeInfo<>(Signal.class, new OfSignal());
  public static final TypeInformation<Candidate> CANDIDATE =
      new RecordTypeInfo<>(Candidate.class, new OfCandidate());
  public static final TypeInformation<Alert> ALERT =
      new RecordTypeInfo<>(Alert.class, new OfAlert());

  private AlertTypes() {}

  static final class OfSignal extends RecordSerializer<Signal> {

    private static final long serialVersionUID = 1L;

    @Override
    public void serialize(Signal signal, DataOutputView out) throws IOException {
      SignalWire.write(signal, out);
    }

    @Override
    public Signal deserialize(DataInputView in) throws IOException {
      return SignalWire.read(in);
    }

    @Override
    public TypeSerializerSnapshot<Signal> snapshotConfiguration() {
      return new OfSignal.Snapshot();
    }

    /** Flink creates it by name. */
    public static final class Snapshot extends RecordSnapshot<Signal> {
      public Snapshot() {
        super(1, new OfSignal());
      }
    }
  }

  static final class OfCandidate extends RecordSerializer<Candidate> {

    private static final long serialVersionUID = 1L;

    @Override
    public void serialize(Candidate candidate, DataOutputView out) throws IOException {
      candidate.write(out);
    }

    @Override
    public Candidate deserialize(DataInputView in) throws IOException {
      return Candidate.read(in);
    }

    @Override
    public TypeSerializerSnapshot<Candidate> snapshotConfiguration() {
      return new OfCandidate.Snapshot();
    }

    /** Flink creates it by name. */
    public static final class Snapshot extends RecordSnapshot<Candidate> {
      public Snapshot() {
        super(1, new OfCandidate());
      }
    }
  }

  /** Alerts are few: they travel as the topic has them. */
  static final class OfAlert extends RecordSerializer<Alert> {

    private static final long serialVersionUID = 1L;

    @Override
    public void serialize(Alert alert, DataOutputView out) throws IOException {
      writeBytes(new AlertCodec().encode(alert), out);
    }

    @Override
    public Alert deserialize(DataInputView in) throws IOException {
      try {
        return new AlertCodec().decode(readBytes(in));
      } catch (AlertException e) {
        throw new IOException(e);
      }
    }

    @Override
    public TypeSerializerSnapshot<Alert> snapshotConfiguration() {
      return new OfAlert.Snapshot();
    }

    /** Flink creates it by name. */
    public static final class Snapshot extends RecordSnapshot<Alert> {
      public Snapshot() {
        super(1, new OfAlert());
      }
    }
  }
}
