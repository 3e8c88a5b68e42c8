// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.verify;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.anabranch.connectors.kafka.TopicReader;
import io.anabranch.pipeline.link.RowName;
import java.io.IOException;
import java.util.HexFormat;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** A record whose value is JSON, or what is wrong with it, and where. */
record JsonRecord(String where, JsonNode node) {

  private static final ObjectMapper MAPPER = new ObjectMapper();

  /**
   * Reads one.
   *
   * @throws VerificationException when it is no JSON
   */
  static JsonRecord of(ConsumerRecord<byte[], byte[]> record) {
    try {
      return new JsonRecord(TopicReader.where(record), MAPPER.readTree(record.value()));
    } catch (IOException e) {
      throw new VerificationException(TopicReader.where(record) + " is no JSON: " + e.getMessage());
    }
  }

  JsonNode number(String field) {
    return number(node, field);
  }

  JsonNode number(JsonNode of, String field) {
    JsonNode number = of.path(field);
    if (!number.isNumber()) {
      throw new VerificationException("%s: '%s' is no number: %s".formatted(where, field, number));
    }
    return number;
  }

  /** A float, as it was written: by its text, which a double in between may round once more. */
  float real(String field) {
    return real(number(field));
  }

  static float real(JsonNode number) {
    return Float.parseFloat(number.asText());
  }

  /** The row that a part of it names. */
  RowName row(JsonNode of) {
    if (!of.path("vertex").isTextual() || !of.path("checksum").isTextual()) {
      throw new VerificationException("%s names no row: %s".formatted(where, of));
    }
    return new RowName(
        of.path("vertex").textValue(),
        number(of, "modelVersion").intValue(),
        number(of, "sequence").longValue(),
        HexFormat.fromHexDigits(of.path("checksum").textValue()));
  }
}
