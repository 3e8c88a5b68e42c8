// SPDX-License-Identifier: Apache-2.0
package io.anabranch.state.exchange;

import java.io.IOException;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** What one vertex is told of its own in-edges: the last roll. */
final class InEdgeNews {

  private static final int ROLL = 1;

  private Roll roll; // null: nothing is said of it

  void roll(Roll last) {
    roll = last;
  }

  void write(DataOutputView out) throws IOException {
    out.writeByte(roll != null ? ROLL : 0);
    if (roll != null) {
      roll.write(out);
    }
  }

  /** Tells the stage what {@link #write} wrote. */
  static void read(DataInputView in, String vertex, Cause cause, Inlet stage) throws IOException {
    int flags = in.readByte();
    if ((flags & ROLL) != 0) {
      stage.roll(vertex, Roll.read(in), cause);
    }
  }
}
