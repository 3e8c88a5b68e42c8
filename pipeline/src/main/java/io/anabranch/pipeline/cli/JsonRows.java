// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.anabranch.connectors.codec.BadRecordException;
import io.anabranch.connectors.codec.EmbeddingCodec;
import io.anabranch.connectors.codec.EmbeddingCodecs;
import io.anabranch.connectors.codec.EmbeddingFormat;
import java.nio.charset.StandardCharsets;

/** Rows for programs: whole, in the JSON that the embeddings topic can also hold. */
final class JsonRows implements RowPrinter {

  private final EmbeddingCodec json = EmbeddingFormat.JSON.newCodec();

  @Override
  public String print(String vertex, byte[] value) throws BadRecordException {
    if (value == null) {
      return JsonNodeFactory.instance
          .objectNode()
          .put("vertex", vertex)
          .put("gone", true)
          .toString();
    }
    return new String(json.encode(EmbeddingCodecs.decodeAny(value)), StandardCharsets.UTF_8);
  }
}
