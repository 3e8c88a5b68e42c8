// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.stage;

import io.anabranch.state.exchange.Cause;
import io.anabranch.state.wire.Wire;
import java.io.IOException;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** A {@link Deferral}, or none, inside of the formats of the vertices. */
final class DeferralFormat {

  private DeferralFormat() {}

  static void write(DataOutputView out, Deferral deferral) throws IOException {
    out.writeBoolean(deferral != null);
    if (deferral != null) {
      Values.write(out, deferral.newest);
      write(out, deferral.cause);
      Values.write(out, deferral.sending);
      write(out, deferral.sendingCause);
      Wire.writeVarint(out, deferral.told);
      out.writeLong(deferral.since);
      out.writeLong(deferral.newestSince);
    }
  }

  static Deferral read(DataInputView in) throws IOException {
    if (!in.readBoolean()) {
      return null;
    }
    Deferral deferral = new Deferral(Values.read(in), readCause(in), 0);
    deferral.sending = Values.read(in);
    deferral.sendingCause = readCause(in);
    deferral.told = (int) Wire.readVarint(in);
    deferral.since = in.readLong();
    deferral.newestSince = in.readLong();
    return deferral;
  }

  private static void write(DataOutputView out, Cause cause) throws IOException {
    out.writeBoolean(cause != null);
    if (cause != null) {
      Wire.writeSigned(out, cause.eventTime());
      Wire.writeSigned(out, cause.arrived());
    }
  }

  private static Cause readCause(DataInputView in) throws IOException {
    return in.readBoolean() ? new Cause(Wire.readSigned(in), Wire.readSigned(in)) : null;
  }
}
