// SPDX-License-Identifier: Apache-2.0
package io.anabranch.connectors.codec;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * Writes Avro's single-object encoding: C3 01, the schema's fingerprint (little-endian), the body.
 * Into an array that is large enough from the start: a generic encoder asks for room at every
 * element, and costs more than computing an embedding.
 */
final class AvroWriter {

  static final byte MARKER_0 = (byte) 0xC3;
  static final byte MARKER_1 = 0x01;

  static final int LONGEST_VARINT = 10;
  private static final int HEADER = 2 + Long.BYTES;

  private final ByteBuffer out;

  /**
   * A writer behind the header.
   *
   * @param atMost bytes of the body
   */
  AvroWriter(AvroSchema schema, int atMost) {
    out = ByteBuffer.allocate(HEADER + atMost).order(ByteOrder.LITTLE_ENDIAN);
    out.put(MARKER_0).put(MARKER_1).putLong(schema.fingerprint());
  }

  /** Avro's int and long: zigzag, seven bits a byte, the lowest first. */
  AvroWriter putLong(long value) {
    long rest = value << 1 ^ value >> 63;
    while ((rest & ~0x7FL) != 0) {
      out.put((byte) (rest & 0x7F | 0x80));
      rest >>>= 7;
    }
    out.put((byte) rest);
    return this;
  }

  AvroWriter putString(byte[] utf8) {
    putLong(utf8.length);
    out.put(utf8);
    return this;
  }

  AvroWriter putFloat(float value) {
    out.putFloat(value);
    return this;
  }

  /** One block of items, then the end of the blocks. */
  AvroWriter putFloats(float[] values) {
    if (values.length > 0) {
      putLong(values.length);
      out.asFloatBuffer().put(values);
      out.position(out.position() + values.length * Float.BYTES);
    }
    out.put((byte) 0);
    return this;
  }

  byte[] toBytes() {
    return Arrays.copyOf(out.array(), out.position());
  }
}
