// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.stage;

import io.anabranch.state.wire.Wire;
import java.io.IOException;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** Arrays that may be absent, and format numbers, as the formats of the stages write them. */
final class Values {

  private static final int ABSENT = 0;

  private Values() {}

  static void write(DataOutputView out, float[] values) throws IOException {
    if (values == null) {
      Wire.writeVarint(out, ABSENT);
    } else {
      Wire.writeVarint(out, values.length);
      Wire.writeFloats(out, values);
    }
  }

  static float[] read(DataInputView in) throws IOException {
    int length = (int) Wire.readVarint(in);
    return length == ABSENT ? null : Wire.readFloats(in, length);
  }

  static void write(DataOutputView out, long[] values) throws IOException {
    if (values == null) {
      Wire.writeVarint(out, ABSENT);
    } else {
      Wire.writeVarint(out, values.length);
      Wire.writeLongs(out, values, 0, values.length);
    }
  }

  static long[] readLongs(DataInputView in) throws IOException {
    int length = (int) Wire.readVarint(in);
    if (length == ABSENT) {
      return null;
    }
    long[] values = new long[length];
    Wire.readLongs(in, values, length);
    return values;
  }

  static void write(DataOutputView out, String[] values) throws IOException {
    Wire.writeVarint(out, values == null ? ABSENT : values.length);
    if (values != null) {
      for (String value : values) {
        Wire.writeString(out, value);
      }
    }
  }

  static String[] readStrings(DataInputView in) throws IOException {
    int length = (int) Wire.readVarint(in);
    if (length == ABSENT) {
      return null;
    }
    String[] values = new String[length];
    for (int i = 0; i < length; i++) {
      values[i] = Wire.readString(in);
    }
    return values;
  }

  static void requireFormat(int format, int newest, String what) throws IOException {
    if (format < 1 || format > newest) {
      throw new IOException(
          "%s state of format %d, this build reads up to %d".formatted(what, format, newest));
    }
  }
}
