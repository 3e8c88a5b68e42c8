// SPDX-License-Identifier: Apache-2.0
package io.anabranch.state.exchange;

import io.anabranch.state.wire.Wire;
import java.io.IOException;
import java.util.Arrays;
import java.util.Objects;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/**
 * What a {@link Message.Question} is about.
 *
 * @param before the row that a vertex has moved away from, of a jump; else empty; not copied
 */
@SuppressWarnings("ArrayRecordComponent") // compared by its elements
public record Matter(Kind kind, float[] before) {

  /** What kind of score is taken apart. */
  public enum Kind {
    /** Of two vertices: the product of their rows. */
    PAIR,
    /** Of one vertex: what the risk model says of its row. */
    RISK,
    /** Of one vertex: how far its row has moved. */
    JUMP
  }

  public static final Matter PAIR = new Matter(Kind.PAIR, new float[0]);
  public static final Matter RISK = new Matter(Kind.RISK, new float[0]);

  private static final Kind[] KINDS = Kind.values();

  public Matter {
    Objects.requireNonNull(kind);
    Objects.requireNonNull(before);
  }

  /** A move away from a row. */
  public static Matter jump(float[] before) {
    return new Matter(Kind.JUMP, before);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Matter that && kind == that.kind && Arrays.equals(before, that.before);
  }

  @Override
  public int hashCode() {
    return 31 * kind.hashCode() + Arrays.hashCode(before);
  }

  void write(DataOutputView out) throws IOException {
    out.writeByte(kind.ordinal());
    if (kind == Kind.JUMP) {
      Wire.writeVarint(out, before.length);
      Wire.writeFloats(out, before);
    }
  }

  static Matter read(DataInputView in) throws IOException {
    return switch (KINDS[in.readUnsignedByte()]) {
      case PAIR -> PAIR;
      case RISK -> RISK;
      case JUMP -> jump(Wire.readFloats(in, (int) Wire.readVarint(in)));
    };
  }
}
