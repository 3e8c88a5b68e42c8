// SPDX-License-Identifier: Apache-2.0
package io.anabranch.connectors.codec;

/** Reads embeddings of either format. */
public final class EmbeddingCodecs {

  private EmbeddingCodecs() {}

  /**
   * The embedding of a value whose first byte says which format it has.
   *
   * @throws BadRecordException if it is neither
   */
  public static Embedding decodeAny(byte[] value) throws BadRecordException {
    return formatOf(value).newCodec().decode(value);
  }

  /** The format of a value: a JSON object begins with a brace or white space, Avro with C3. */
  public static EmbeddingFormat formatOf(byte[] value) throws BadRecordException {
    if (value == null) {
      throw new BadRecordException(Reason.NULL_VALUE, "a tombstone holds no embedding");
    }
    if (value.length > 0 && value[0] == AvroWriter.MARKER_0) {
      return EmbeddingFormat.AVRO;
    }
    if (value.length > 0 && (value[0] == '{' || value[0] == ' ')) {
      return EmbeddingFormat.JSON;
    }
    throw new BadRecordException(
        Reason.MALFORMED, "expected an embedding in Avro single-object encoding or JSON");
  }
}
