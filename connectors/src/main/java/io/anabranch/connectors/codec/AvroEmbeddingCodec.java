// SPDX-License-Identifier: Apache-2.0
package io.anabranch.connectors.codec;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.apache.avro.Schema;
import org.apache.avro.SchemaNormalization;

/**
 * Avro's single-object encoding: C3 01, the schema's CRC-64-AVRO fingerprint (little-endian), the
 * body. Another fingerprint is another version of the schema, and is refused.
 */
public final class AvroEmbeddingCodec implements EmbeddingCodec {

  static final byte MARKER_0 = (byte) 0xC3;
  static final byte MARKER_1 = 0x01;

  private static final int HEADER = 2 + Long.BYTES;
  private static final int LONGEST_VARINT = 10;

  private static final Schema SCHEMA = readSchema();
  private static final long FINGERPRINT = SchemaNormalization.parsingFingerprint64(SCHEMA);

  /** The schema of the body, {@code embedding.avsc}. */
  public static Schema schema() {
    return SCHEMA;
  }

  /**
   * Written by hand into an array that is large enough: a generic encoder asks for room at every
   * element, and costs more than computing the row.
   */
  @Override
  public byte[] encode(Embedding embedding) {
    byte[] vertex = embedding.vertex().getBytes(StandardCharsets.UTF_8);
    float[] values = embedding.values();
    int atMost = HEADER + 6 * LONGEST_VARINT + vertex.length + values.length * Float.BYTES + 1;
    ByteBuffer out = ByteBuffer.allocate(atMost).order(ByteOrder.LITTLE_ENDIAN);
    out.put(MARKER_0).put(MARKER_1).putLong(FINGERPRINT);
    putLong(out, vertex.length);
    out.put(vertex);
    putLong(out, embedding.eventTime());
    putLong(out, embedding.arrived());
    putLong(out, embedding.sequence());
    putLong(out, embedding.modelVersion());
    putArray(out, values);
    return Arrays.copyOf(out.array(), out.position());
  }

  /** One block of items, then the end of the blocks. */
  private static void putArray(ByteBuffer out, float[] values) {
    if (values.length > 0) {
      putLong(out, values.length);
      out.asFloatBuffer().put(values);
      out.position(out.position() + values.length * Float.BYTES);
    }
    out.put((byte) 0);
  }

  /** Avro's int and long: zigzag, seven bits a byte, the lowest first. */
  private static void putLong(ByteBuffer out, long value) {
    long rest = value << 1 ^ value >> 63;
    while ((rest & ~0x7FL) != 0) {
      out.put((byte) (rest & 0x7F | 0x80));
      rest >>>= 7;
    }
    out.put((byte) rest);
  }

  @Override
  public Embedding decode(byte[] value) throws BadRecordException {
    if (value == null) {
      throw new BadRecordException(Reason.NULL_VALUE, "a tombstone holds no embedding");
    }
    AvroReader in = new AvroReader(value);
    if (in.readByte() != MARKER_0 || in.readByte() != MARKER_1) {
      throw new BadRecordException(
          Reason.MALFORMED, "expected Avro single-object encoding, which begins with C3 01");
    }
    long fingerprint = in.readFixedLong();
    if (fingerprint != FINGERPRINT) {
      throw new BadRecordException(
          Reason.MALFORMED,
          "the schema has the fingerprint %016x, expected %016x; a newer version may have written it"
              .formatted(fingerprint, FINGERPRINT));
    }
    Embedding embedding =
        new Embedding(
            in.readString(),
            in.readLong(),
            in.readLong(),
            in.readLong(),
            in.readInt(),
            in.readFloats());
    in.expectEnd();
    return embedding;
  }

  private static Schema readSchema() {
    try (InputStream in = AvroEmbeddingCodec.class.getResourceAsStream("embedding.avsc")) {
      return new Schema.Parser().parse(in);
    } catch (IOException e) {
      throw new UncheckedIOException("embedding.avsc is not on the class path", e);
    }
  }
}
