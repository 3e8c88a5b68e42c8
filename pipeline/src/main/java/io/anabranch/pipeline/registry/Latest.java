// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.registry;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;

/**
 * Which version of a model is to be served.
 *
 * @param sha256 of its weights, lower-case hex
 * @param before the versions that were served before, the first one first
 */
public record Latest(int version, String sha256, List<Integer> before) {

  private static final int FORMAT = 1;
  private static final JsonMapper JSON = new JsonMapper();

  public Latest {
    before = List.copyOf(before);
  }

  byte[] toBytes() {
    ObjectNode object =
        JSON.createObjectNode().put("format", FORMAT).put("version", version).put("sha256", sha256);
    before.forEach(object.putArray("before")::add);
    try {
      return JSON.writeValueAsBytes(object);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a tree of plain values can be written", e);
    }
  }

  static Latest fromBytes(Object where, byte[] bytes) throws RegistryException {
    try {
      JsonNode node = JSON.readTree(new String(bytes, UTF_8));
      int format = node.path("format").asInt(-1);
      if (format < 1 || format > FORMAT) {
        throw new RegistryException(
            where, "expected format 1 to %d; got %s".formatted(FORMAT, node.path("format")));
      }
      if (!node.path("version").canConvertToInt() || !node.path("sha256").isTextual()) {
        throw new RegistryException(where, "expected a version and a sha256; got " + node);
      }
      List<Integer> before = new ArrayList<>();
      node.path("before").forEach(version -> before.add(version.intValue()));
      return new Latest(node.path("version").intValue(), node.path("sha256").textValue(), before);
    } catch (JsonProcessingException e) {
      throw new RegistryException(where, "malformed JSON: " + e.getOriginalMessage(), e);
    }
  }
}
