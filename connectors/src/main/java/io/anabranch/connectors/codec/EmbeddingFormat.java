// SPDX-License-Identifier: Apache-2.0
package io.anabranch.connectors.codec;

/** The formats that embeddings can leave in. */
public enum EmbeddingFormat {
  /** Avro in single-object encoding: small and fast. The schema is {@code embedding.avsc}. */
  AVRO,
  /** One JSON object, for eyes and for consumers without Avro. */
  JSON;

  /** A codec for one thread. */
  public EmbeddingCodec newCodec() {
    return switch (this) {
      case AVRO -> new AvroEmbeddingCodec();
      case JSON -> new JsonEmbeddingCodec();
    };
  }
}
