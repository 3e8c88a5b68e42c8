// SPDX-License-Identifier: Apache-2.0
package io.anabranch.connectors.codec;

/** Embeddings as values of the embeddings topic. An instance serves one thread. */
public interface EmbeddingCodec {

  byte[] encode(Embedding embedding);

  /**
   * The embedding of a value.
   *
   * @throws BadRecordException if the value is not this codec's; no other exception is thrown
   */
  Embedding decode(byte[] value) throws BadRecordException;
}
