// SPDX-License-Identifier: Apache-2.0
package io.anabranch.state.exchange;

import io.anabranch.state.wire.Wire;
import java.io.IOException;
import java.util.Arrays;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/**
 * What one vertex is told of its own in-edges: the last roll, and by how much their weight together
 * has changed, in sum for every set of layers.
 */
final class InEdgeNews {

  private static final int ROLL = 1;
  private static final int DEGREES = 2;

  private Roll roll; // null: nothing is said of it
  private int size;
  private int[] masks = new int[1];
  private long[] changes = new long[1];

  void roll(Roll last) {
    roll = last;
  }

  void degree(int mask, long change) {
    int at = 0;
    while (at < size && masks[at] != mask) {
      at++;
    }
    if (at == size) {
      add(mask);
    }
    changes[at] += change;
  }

  private void add(int mask) {
    if (size == masks.length) {
      masks = Arrays.copyOf(masks, 2 * size);
      changes = Arrays.copyOf(changes, 2 * size);
    }
    masks[size++] = mask;
  }

  void write(DataOutputView out) throws IOException {
    out.writeByte((roll != null ? ROLL : 0) | (size > 0 ? DEGREES : 0));
    if (roll != null) {
      roll.write(out);
    }
    if (size > 0) {
      Wire.writeVarint(out, size);
      for (int i = 0; i < size; i++) {
        Wire.writeSigned(out, masks[i]);
        Wire.writeSigned(out, changes[i]);
      }
    }
  }

  /** Tells the stage what {@link #write} wrote; changes that came to 0 are not told. */
  static void read(DataInputView in, String vertex, Cause cause, Inlet stage) throws IOException {
    int flags = in.readByte();
    if ((flags & ROLL) != 0) {
      stage.roll(vertex, Roll.read(in), cause);
    }
    if ((flags & DEGREES) != 0) {
      long size = Wire.readVarint(in);
      for (long i = 0; i < size; i++) {
        int mask = (int) Wire.readSigned(in);
        long change = Wire.readSigned(in);
        if (change != 0) {
          stage.degree(vertex, mask, change, cause);
        }
      }
    }
  }
}
