// SPDX-License-Identifier: Apache-2.0
package io.anabranch.state.exchange;

import io.anabranch.state.event.EdgeEvent;
import io.anabranch.state.wire.Wire;
import java.io.IOException;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** {@link EdgeEvent} in bytes, as it travels between operators. */
public final class EdgeWire {

  private static final EdgeEvent.Op[] OPS = EdgeEvent.Op.values();

  private EdgeWire() {}

  public static void write(EdgeEvent edge, DataOutputView out) throws IOException {
    out.writeByte(edge.op().ordinal());
    Wire.writeString(out, edge.src());
    Wire.writeString(out, edge.dst());
    Wire.writeString(out, edge.id());
    out.writeLong(edge.timestamp());
    out.writeFloat(edge.weight());
  }

  /** Reads what {@link #write} wrote. */
  public static EdgeEvent read(DataInputView in) throws IOException {
    return new EdgeEvent(
        OPS[in.readByte()],
        Wire.readString(in),
        Wire.readString(in),
        Wire.readString(in),
        in.readLong(),
        in.readFloat());
  }
}
