// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.job;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.anabranch.connectors.kafka.RawRecord;
import io.anabranch.pipeline.alert.Alert;
import io.anabranch.pipeline.alert.EdgeRef;
import io.anabranch.state.exchange.Message;
import java.io.IOException;
import java.util.Optional;

/**
 * Questions on the status topic: {@code {"type":"question","id":...,"src":...,"dst":...}}. Other
 * readers of the topic pass over them, as over all types that they do not know.
 */
final class Questions {

  private static final String TYPE = "question";
  private static final ObjectMapper MAPPER = new ObjectMapper();

  /** What the score of an alert on an edge is made of. */
  byte[] encode(Alert alert) {
    EdgeRef edge = alert.events().get(0);
    try {
      return MAPPER.writeValueAsBytes(
          MAPPER
              .createObjectNode()
              .put("type", TYPE)
              .put("id", alert.key())
              .put("src", edge.src())
              .put("dst", edge.dst()));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a tree of plain values could not be written", e);
    }
  }

  /** The question in a record; nothing if it is none: then it is somebody else's. */
  Optional<Message.Question> decode(RawRecord record) {
    if (record.value() == null) {
      return Optional.empty();
    }
    JsonNode node;
    try {
      node = MAPPER.readTree(record.value());
    } catch (IOException e) {
      return Optional.empty();
    }
    boolean whole =
        node.path("type").asText().equals(TYPE)
            && node.path("id").isTextual()
            && node.path("src").isTextual()
            && node.path("dst").isTextual();
    return whole
        ? Optional.of(
            new Message.Question(
                node.path("id").textValue(),
                node.path("src").textValue(),
                node.path("dst").textValue()))
        : Optional.empty();
  }
}
