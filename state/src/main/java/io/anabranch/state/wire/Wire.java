// SPDX-License-Identifier: Apache-2.0
package io.anabranch.state.wire;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/**
 * How the small things are written: strings as length and UTF-8, integers in as few bytes as they
 * need.
 */
public final class Wire {

  private static final int MAX_STRING_BYTES = 1 << 24;

  private Wire() {}

  /** Writes a string of any length as its UTF-8 length and bytes. */
  public static void writeString(DataOutputView out, String value) throws IOException {
    byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
    writeVarint(out, bytes.length);
    out.write(bytes);
  }

  /** Reads what {@link #writeString} wrote. */
  public static String readString(DataInputView in) throws IOException {
    long length = readVarint(in);
    if (length < 0 || length > MAX_STRING_BYTES) {
      throw new IOException("a string of " + length + " bytes; at most " + MAX_STRING_BYTES);
    }
    byte[] bytes = new byte[(int) length];
    in.readFully(bytes);
    return new String(bytes, StandardCharsets.UTF_8);
  }

  /** Writes seven bits a byte, the lowest first; short for small numbers that are not negative. */
  public static void writeVarint(DataOutputView out, long value) throws IOException {
    long rest = value;
    while ((rest & ~0x7FL) != 0) {
      out.writeByte((int) (rest & 0x7F | 0x80));
      rest >>>= 7;
    }
    out.writeByte((int) rest);
  }

  /** Reads what {@link #writeVarint} wrote. */
  public static long readVarint(DataInputView in) throws IOException {
    long value = 0;
    for (int shift = 0; shift < 64; shift += 7) {
      byte next = in.readByte();
      value |= (long) (next & 0x7F) << shift;
      if (next >= 0) {
        return value;
      }
    }
    throw new IOException("a variable-length integer of more than ten bytes");
  }

  /** Writes a signed number so that it is short when near zero. */
  public static void writeSigned(DataOutputView out, long value) throws IOException {
    writeVarint(out, value << 1 ^ value >> 63);
  }

  /** Reads what {@link #writeSigned} wrote. */
  public static long readSigned(DataInputView in) throws IOException {
    long zigzag = readVarint(in);
    return zigzag >>> 1 ^ -(zigzag & 1);
  }

  /** Writes floats as raw bits, without their number. */
  public static void writeFloats(DataOutputView out, float[] values) throws IOException {
    for (float value : values) {
      out.writeInt(Float.floatToRawIntBits(value));
    }
  }

  /** Reads so many floats. */
  public static float[] readFloats(DataInputView in, int length) throws IOException {
    float[] values = new float[length];
    for (int i = 0; i < length; i++) {
      values[i] = Float.intBitsToFloat(in.readInt());
    }
    return values;
  }

  /** Writes longs 4, 5 or 8 bytes wide, whichever all of them fit, without their number. */
  public static void writeLongs(DataOutputView out, long[] values, int offset, int length)
      throws IOException {
    long used = 0;
    for (int i = offset; i < offset + length; i++) {
      used |= values[i] ^ values[i] >> 63;
    }
    if (used >>> 31 == 0) {
      out.writeByte(4);
      for (int i = offset; i < offset + length; i++) {
        out.writeInt((int) values[i]);
      }
    } else if (used >>> 39 == 0) {
      out.writeByte(5);
      for (int i = offset; i < offset + length; i++) {
        out.writeByte((int) (values[i] >> 32));
        out.writeInt((int) values[i]);
      }
    } else {
      out.writeByte(8);
      for (int i = offset; i < offset + length; i++) {
        out.writeLong(values[i]);
      }
    }
  }

  /** Reads so many longs of the width that was written into the start of the array. */
  public static void readLongs(DataInputView in, long[] into, int length) throws IOException {
    int width = in.readByte();
    switch (width) {
      case 4 -> {
        for (int i = 0; i < length; i++) {
          into[i] = in.readInt();
        }
      }
      case 5 -> {
        for (int i = 0; i < length; i++) {
          into[i] = (long) in.readByte() << 32 | in.readInt() & 0xFFFFFFFFL;
        }
      }
      case 8 -> {
        for (int i = 0; i < length; i++) {
          into[i] = in.readLong();
        }
      }
      default -> throw new IOException("longs are 4, 5 or 8 bytes wide, these say " + width);
    }
  }
}
