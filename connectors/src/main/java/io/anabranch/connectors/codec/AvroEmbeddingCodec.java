// SPDX-License-Identifier: Apache-2.0
package io.anabranch.connectors.codec;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import org.apache.avro.Schema;
import org.apache.avro.SchemaNormalization;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;

/**
 * Avro's single-object encoding: C3 01, the schema's CRC-64-AVRO fingerprint (little-endian), the
 * body. Another fingerprint is another version of the schema, and is refused.
 */
public final class AvroEmbeddingCodec implements EmbeddingCodec {

  static final byte MARKER_0 = (byte) 0xC3;
  static final byte MARKER_1 = 0x01;

  private static final Schema SCHEMA = readSchema();
  private static final long FINGERPRINT = SchemaNormalization.parsingFingerprint64(SCHEMA);

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream(512);
  private final BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(bytes, null);

  /** The schema of the body, {@code embedding.avsc}. */
  public static Schema schema() {
    return SCHEMA;
  }

  @Override
  public byte[] encode(Embedding embedding) {
    bytes.reset();
    writeHeader();
    try {
      writeBody(embedding);
      encoder.flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e); // memory does not fail
    }
    return bytes.toByteArray();
  }

  private void writeHeader() {
    bytes.write(MARKER_0);
    bytes.write(MARKER_1);
    for (int shift = 0; shift < Long.SIZE; shift += Byte.SIZE) {
      bytes.write((int) (FINGERPRINT >>> shift));
    }
  }

  private void writeBody(Embedding embedding) throws IOException {
    encoder.writeString(embedding.vertex());
    encoder.writeLong(embedding.eventTime());
    encoder.writeLong(embedding.arrived());
    encoder.writeLong(embedding.sequence());
    encoder.writeInt(embedding.modelVersion());
    encoder.writeArrayStart();
    encoder.setItemCount(embedding.values().length);
    for (float value : embedding.values()) {
      encoder.startItem();
      encoder.writeFloat(value);
    }
    encoder.writeArrayEnd();
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
