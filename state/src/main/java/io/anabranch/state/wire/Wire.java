// SPDX-License-Identifier: Apache-2.0
package io.anabranch.state.wire;

import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.apache.flink.core.memory.DataOutputView;
import org.jspecify.annotations.Nullable;

/**
 * How the small things are written: strings as length and UTF-8, integers in as few bytes as they
 * need.
 */
public final class Wire {

  private static final int MAX_STRING_BYTES = 1 << 24;

  private static final VarHandle INTS =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

  private Wire() {}

  /** Writes a string of any length as its UTF-8 length and bytes. */
  public static void writeString(DataOutputView out, String value) throws IOException {
    if (isAscii(value)) {
      writeVarint(out, value.length());
      writeAscii(out, value);
      return;
    }
    byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
    writeVarint(out, bytes.length);
    out.write(bytes);
  }

  private static boolean isAscii(String value) {
    for (int i = 0; i < value.length(); i++) {
      if (value.charAt(i) >= 0x80) {
        return false;
      }
    }
    return true;
  }

  /** Into the buffer at once where it has the room: ids are written all the time. */
  @SuppressWarnings("deprecation") // the low bytes of characters: all there is of these
  private static void writeAscii(DataOutputView out, String value) throws IOException {
    int length = value.length();
    DataOutputSerializer buffer = withRoom(out, length);
    if (buffer != null) {
      value.getBytes(0, length, buffer.getSharedBuffer(), buffer.length());
      buffer.skipBytesToWrite(length);
    } else {
      out.write(value.getBytes(StandardCharsets.US_ASCII));
    }
  }

  /** A buffer that so many bytes can be written into at once, or null. */
  private static @Nullable DataOutputSerializer withRoom(DataOutputView out, int length) {
    return out instanceof DataOutputSerializer buffer
            && buffer.getSharedBuffer().length - buffer.length() >= length
        ? buffer
        : null;
  }

  /** Reads what {@link #writeString} wrote. */
  public static String readString(DataInputView in) throws IOException {
    long length = readVarint(in);
    if (length < 0 || length > MAX_STRING_BYTES) {
      throw new IOException("a string of " + length + " bytes; at most " + MAX_STRING_BYTES);
    }
    return new String(readBytes(in, (int) length), StandardCharsets.UTF_8);
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
    out.write(bytes(values));
  }

  /** Floats as {@link #writeFloats} writes them. */
  public static byte[] bytes(float[] values) {
    byte[] bytes = new byte[values.length * Float.BYTES];
    bytes(values, bytes);
    return bytes;
  }

  /** Fills an array with floats as {@link #writeFloats} writes them. */
  public static void bytes(float[] values, byte[] into) {
    for (int i = 0; i < values.length; i++) {
      INTS.set(into, i * Float.BYTES, Float.floatToRawIntBits(values[i]));
    }
  }

  /** The floats that were written as these bytes. */
  public static float[] floats(byte[] bytes) {
    float[] values = new float[bytes.length / Float.BYTES];
    floats(bytes, values);
    return values;
  }

  /** Fills an array with the floats that were written as these bytes. */
  public static void floats(byte[] bytes, float[] into) {
    for (int i = 0; i < into.length; i++) {
      into[i] = Float.intBitsToFloat((int) INTS.get(bytes, i * Float.BYTES));
    }
  }

  /** Reads so many floats. */
  public static float[] readFloats(DataInputView in, int length) throws IOException {
    return floats(readBytes(in, length * Float.BYTES));
  }

  /** Writes longs 4, 5 or 8 bytes wide, whichever all of them fit, without their number. */
  public static void writeLongs(DataOutputView out, long[] values, int offset, int length)
      throws IOException {
    int width = width(values, offset, length);
    out.writeByte(width);
    DataOutputSerializer buffer = withRoom(out, length * width);
    if (buffer != null) {
      putLongs(values, offset, length, width, buffer.getSharedBuffer(), buffer.length());
      buffer.skipBytesToWrite(length * width);
    } else {
      byte[] bytes = new byte[length * width];
      putLongs(values, offset, length, width, bytes, 0);
      out.write(bytes);
    }
  }

  private static void putLongs(
      long[] values, int offset, int length, int width, byte[] into, int at) {
    switch (width) {
      case 4 -> {
        for (int i = 0; i < length; i++) {
          INTS.set(into, at + i * 4, (int) values[offset + i]);
        }
      }
      case 5 -> {
        for (int i = 0; i < length; i++) {
          into[at + i * 5] = (byte) (values[offset + i] >> 32);
          INTS.set(into, at + i * 5 + 1, (int) values[offset + i]);
        }
      }
      default -> {
        for (int i = 0; i < length; i++) {
          LONGS.set(into, at + i * 8, values[offset + i]);
        }
      }
    }
  }

  private static int width(long[] values, int offset, int length) {
    long used = 0;
    for (int i = offset; i < offset + length; i++) {
      used |= values[i] ^ values[i] >> 63;
    }
    return used >>> 31 == 0 ? 4 : used >>> 39 == 0 ? 5 : 8;
  }

  /** Reads so many longs of the width that was written into the start of the array. */
  public static void readLongs(DataInputView in, long[] into, int length) throws IOException {
    int width = in.readByte();
    if (width != 4 && width != 5 && width != 8) {
      throw new IOException("longs are 4, 5 or 8 bytes wide, these say " + width);
    }
    byte[] bytes = readBytes(in, length * width);
    switch (width) {
      case 4 -> {
        for (int i = 0; i < length; i++) {
          into[i] = (int) INTS.get(bytes, i * 4);
        }
      }
      case 5 -> {
        for (int i = 0; i < length; i++) {
          long low = (int) INTS.get(bytes, i * 5 + 1) & 0xFFFFFFFFL;
          into[i] = (long) bytes[i * 5] << 32 | low;
        }
      }
      default -> {
        for (int i = 0; i < length; i++) {
          into[i] = (long) LONGS.get(bytes, i * 8);
        }
      }
    }
  }

  private static byte[] readBytes(DataInputView in, int length) throws IOException {
    byte[] bytes = new byte[length];
    in.readFully(bytes);
    return bytes;
  }
}
