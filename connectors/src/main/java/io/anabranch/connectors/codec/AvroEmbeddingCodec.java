// SPDX-License-Identifier: Apache-2.0
package io.anabranch.connectors.codec;

import java.nio.charset.StandardCharsets;
import org.apache.avro.Schema;

/**
 * Avro's single-object encoding: C3 01, the schema's CRC-64-AVRO fingerprint (little-endian), the
 * body. Another fingerprint is another version of the schema, and is refused.
 */
public final class AvroEmbeddingCodec implements EmbeddingCodec {

  private static final AvroSchema SCHEMA = AvroSchema.load("embedding.avsc");

  /** The schema of the body, {@code embedding.avsc}. */
  public static Schema schema() {
    return SCHEMA.schema();
  }

  @Override
  public byte[] encode(Embedding embedding) {
    byte[] vertex = embedding.vertex().getBytes(StandardCharsets.UTF_8);
    float[] values = embedding.values();
    int atMost = 6 * AvroWriter.LONGEST_VARINT + vertex.length + values.length * Float.BYTES + 1;
    return new AvroWriter(SCHEMA, atMost)
        .putString(vertex)
        .putLong(embedding.eventTime())
        .putLong(embedding.arrived())
        .putLong(embedding.sequence())
        .putLong(embedding.modelVersion())
        .putFloats(values)
        .toBytes();
  }

  @Override
  public Embedding decode(byte[] value) throws BadRecordException {
    if (value == null) {
      throw new BadRecordException(Reason.NULL_VALUE, "a tombstone holds no embedding");
    }
    AvroReader in = new AvroReader(value);
    long fingerprint = in.readHeader();
    if (fingerprint != SCHEMA.fingerprint()) {
      throw new BadRecordException(
          Reason.MALFORMED,
          "the schema has the fingerprint %016x, expected %016x; a newer version may have written it"
              .formatted(fingerprint, SCHEMA.fingerprint()));
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
}
