// SPDX-License-Identifier: Apache-2.0
package io.anabranch.connectors.codec;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Reads Avro's binary encoding from bytes that nobody vouches for: a length is believed only as far
 * as there are bytes, so a crafted value can neither exhaust memory nor leave its array.
 */
final class AvroReader {

  private final ByteBuffer in;

  AvroReader(byte[] bytes) {
    in = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  /** The marker of single-object encoding, then the fingerprint of the schema, which it returns. */
  long readHeader() throws BadRecordException {
    if (in.remaining() < 2 || in.get() != AvroWriter.MARKER_0 || in.get() != AvroWriter.MARKER_1) {
      throw new BadRecordException(
          Reason.MALFORMED, "expected Avro single-object encoding, which begins with C3 01");
    }
    return readFixedLong();
  }

  byte readByte() throws BadRecordException {
    need(1);
    return in.get();
  }

  long readFixedLong() throws BadRecordException {
    need(Long.BYTES);
    return in.getLong();
  }

  /** A zig-zag varint of at most ten bytes. */
  long readLong() throws BadRecordException {
    long bits = 0;
    for (int shift = 0; shift < 70; shift += 7) {
      byte b = readByte();
      bits |= (long) (b & 0x7f) << shift;
      if (b >= 0) {
        return bits >>> 1 ^ -(bits & 1);
      }
    }
    throw new BadRecordException(Reason.MALFORMED, "a number has more than ten bytes");
  }

  int readInt() throws BadRecordException {
    long value = readLong();
    if (value != (int) value) {
      throw new BadRecordException(
          Reason.BAD_NUMBER, "came " + value + ", expected a number of 32 bits");
    }
    return (int) value;
  }

  /** The index of an enum's symbol or of a union's branch, or -1 if there is none of that index. */
  int readIndex(int count) throws BadRecordException {
    long index = readLong();
    return index < 0 || index >= count ? -1 : (int) index;
  }

  float readFloat() throws BadRecordException {
    need(Float.BYTES);
    return in.getFloat();
  }

  String readString() throws BadRecordException {
    int length = readLength(1);
    ByteBuffer text = in.slice(in.position(), length);
    in.position(in.position() + length);
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(text).toString();
    } catch (CharacterCodingException e) {
      throw new BadRecordException(Reason.MALFORMED, "a string is not UTF-8");
    }
  }

  float[] readFloats() throws BadRecordException {
    float[] values = {};
    for (int count = readBlockCount(); count > 0; count = readBlockCount()) {
      int from = values.length;
      values = Arrays.copyOf(values, from + count);
      in.asFloatBuffer().get(values, from, count);
      in.position(in.position() + count * Float.BYTES);
    }
    return values;
  }

  /**
   * The first values of an array, as many as there is room for.
   *
   * @return how many values the array has
   */
  int readFloats(float[] into) throws BadRecordException {
    int total = 0;
    for (int count = readBlockCount(); count > 0; count = readBlockCount()) {
      int kept = Math.max(0, Math.min(count, into.length - total));
      in.asFloatBuffer().get(into, Math.min(total, into.length), kept);
      in.position(in.position() + count * Float.BYTES);
      total += count;
    }
    return total;
  }

  /** A negative count is followed by the size of the block in bytes. */
  private int readBlockCount() throws BadRecordException {
    long count = readLong();
    if (count < 0) {
      readLong();
      count = -count;
    }
    return checkLength(count, Float.BYTES);
  }

  private int readLength(int width) throws BadRecordException {
    return checkLength(readLong(), width);
  }

  private int checkLength(long count, int width) throws BadRecordException {
    if (count < 0 || count > in.remaining() / width) {
      throw new BadRecordException(
          Reason.MALFORMED,
          "a length says %d, but %d bytes are left".formatted(count, in.remaining()));
    }
    return (int) count;
  }

  void expectEnd() throws BadRecordException {
    if (in.hasRemaining()) {
      throw new BadRecordException(
          Reason.MALFORMED, in.remaining() + " bytes are left after the last field");
    }
  }

  private void need(int bytes) throws BadRecordException {
    if (in.remaining() < bytes) {
      throw new BadRecordException(Reason.MALFORMED, "the value ends in the middle of a field");
    }
  }
}
