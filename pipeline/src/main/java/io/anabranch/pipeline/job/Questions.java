// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.job;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.anabranch.connectors.kafka.RawRecord;
import io.anabranch.pipeline.alert.Alert;
import io.anabranch.pipeline.alert.EdgeRef;
import io.anabranch.pipeline.alert.Metric;
import io.anabranch.state.exchange.Matter;
import io.anabranch.state.exchange.Message;
import io.anabranch.state.wire.Wire;
import java.io.IOException;
import java.util.Base64;
import java.util.Optional;

/**
 * Questions on their topic: {@code {"type":"question","id":...,"src":...,"dst":...}} of a pair,
 * {@code {"type":"question","id":...,"vertex":...,"metric":...}} of a vertex, with the base64 of
 * the row {@code before} of a jump. What is none is passed over.
 */
final class Questions {

  private static final String TYPE = "question";
  private static final ObjectMapper MAPPER = new ObjectMapper();

  /** What the score of an alert is made of. */
  byte[] encode(Alert alert) {
    ObjectNode node = MAPPER.createObjectNode().put("type", TYPE).put("id", alert.key());
    if (alert.metric().isOfEdges()) {
      EdgeRef edge = alert.events().get(0);
      node.put("src", edge.src()).put("dst", edge.dst());
    } else {
      node.put("vertex", alert.subject()).put("metric", alert.metric().text());
      if (alert.before() != null) {
        node.put("before", alert.before());
      }
    }
    try {
      return MAPPER.writeValueAsBytes(node);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a tree of plain values could not be written", e);
    }
  }

  /** The question in a record; nothing if it is none. */
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
    if (!node.path("type").asText().equals(TYPE) || !node.path("id").isTextual()) {
      return Optional.empty();
    }
    return node.has("vertex") ? ofVertex(node) : ofPair(node);
  }

  private static Optional<Message.Question> ofPair(JsonNode node) {
    return node.path("src").isTextual() && node.path("dst").isTextual()
        ? Optional.of(question(node, "src", "dst", Matter.PAIR))
        : Optional.empty();
  }

  private static Optional<Message.Question> ofVertex(JsonNode node) {
    return node.path("vertex").isTextual()
        ? matter(node).map(matter -> question(node, "vertex", "vertex", matter))
        : Optional.empty();
  }

  private static Message.Question question(JsonNode node, String src, String dst, Matter matter) {
    return new Message.Question(
        node.path("id").textValue(),
        node.path(src).textValue(),
        node.path(dst).textValue(),
        matter);
  }

  private static Optional<Matter> matter(JsonNode node) {
    String metric = node.path("metric").asText();
    if (metric.equals(Metric.RISK.text())) {
      return Optional.of(Matter.RISK);
    }
    if (!metric.equals(Metric.EMBEDDING_JUMP.text()) || !node.path("before").isTextual()) {
      return Optional.empty();
    }
    try {
      byte[] before = Base64.getDecoder().decode(node.path("before").textValue());
      return Optional.of(Matter.jump(Wire.floats(before)));
    } catch (IllegalArgumentException e) { // no base64
      return Optional.empty();
    }
  }
}
