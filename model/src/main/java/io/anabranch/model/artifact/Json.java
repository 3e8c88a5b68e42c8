// SPDX-License-Identifier: Apache-2.0
package io.anabranch.model.artifact;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** JSON objects, read strictly: UTF-8, no field twice, nothing after the end. */
final class Json {

  static final JsonMapper MAPPER =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  // The same bytes on every platform: a line ends in \n.
  private static final ObjectWriter PRETTY =
      MAPPER.writer(new DefaultPrettyPrinter().withObjectIndenter(new DefaultIndenter("  ", "\n")));

  private Json() {}

  static ObjectNode readObject(String where, byte[] bytes, int off, int length)
      throws ArtifactException {
    try {
      ByteBuffer buffer = ByteBuffer.wrap(bytes, off, length);
      String text = StandardCharsets.UTF_8.newDecoder().decode(buffer).toString();
      JsonNode node = MAPPER.readTree(text);
      if (node instanceof ObjectNode object) {
        return object;
      }
      throw new ArtifactException(where, "expected a JSON object; got " + node.getNodeType());
    } catch (CharacterCodingException e) {
      throw new ArtifactException(where, "expected UTF-8; got other bytes", e);
    } catch (JsonProcessingException e) {
      throw new ArtifactException(where, "malformed JSON: " + e.getOriginalMessage(), e);
    }
  }

  static byte[] write(ObjectNode object) {
    try {
      return MAPPER.writeValueAsBytes(object);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a tree of plain values can be written", e);
    }
  }

  static byte[] writePretty(ObjectNode object) {
    try {
      return (PRETTY.writeValueAsString(object) + "\n").getBytes(StandardCharsets.UTF_8);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a tree of plain values can be written", e);
    }
  }
}
