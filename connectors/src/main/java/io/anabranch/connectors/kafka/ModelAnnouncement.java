// SPDX-License-Identifier: Apache-2.0
package io.anabranch.connectors.kafka;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.anabranch.connectors.codec.BadRecordException;
import io.anabranch.connectors.codec.Reason;
import java.io.IOException;

/**
 * A record of the models topic, keyed by the model's name: a version of it is to be served.
 *
 * <pre>
 * {"name":"demo","version":2,"uri":"file:///srv/models/demo/2","sha256":"9f86..."}
 * </pre>
 *
 * @param uri the directory of the artifact
 * @param sha256 of its weights, lower-case hex
 */
public record ModelAnnouncement(String name, int version, String uri, String sha256) {

  private static final ObjectMapper JSON = new ObjectMapper();

  /** This as the value of a record. */
  public byte[] toBytes() {
    ObjectNode node =
        JSON.createObjectNode()
            .put("name", name)
            .put("version", version)
            .put("uri", uri)
            .put("sha256", sha256);
    try {
      return JSON.writeValueAsBytes(node);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a tree of plain values can be written", e);
    }
  }

  /**
   * Reads {@link #toBytes()}.
   *
   * @throws BadRecordException if it is no announcement, or not a whole one
   */
  public static ModelAnnouncement fromBytes(byte[] value) throws BadRecordException {
    if (value == null) {
      throw new BadRecordException(Reason.NULL_VALUE, "an announcement has a value");
    }
    JsonNode node;
    try {
      node = JSON.readTree(value);
    } catch (IOException e) {
      throw new BadRecordException(Reason.MALFORMED, "not JSON: " + e.getMessage());
    }
    JsonNode version = node.path("version");
    if (!version.isIntegralNumber() || !version.canConvertToInt()) {
      throw new BadRecordException(
          Reason.WRONG_TYPE, "expected a 'version' that is a whole number, came " + version);
    }
    return new ModelAnnouncement(
        text(node, "name"), version.intValue(), text(node, "uri"), text(node, "sha256"));
  }

  private static String text(JsonNode node, String field) throws BadRecordException {
    if (!node.path(field).isTextual()) {
      throw new BadRecordException(
          Reason.WRONG_TYPE,
          "expected a '%s' that is a text, came %s".formatted(field, node.path(field)));
    }
    return node.path(field).textValue();
  }
}
