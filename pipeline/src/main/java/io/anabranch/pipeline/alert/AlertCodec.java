// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.alert;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.anabranch.pipeline.link.RowName;
import java.io.IOException;
import java.util.HexFormat;

/**
 * Alerts as the topic has them: one JSON object each, as docs/formats.md says. Exact numbers are
 * text, {@code numerator/denominator}, beside the nearest double.
 */
public final class AlertCodec {

  private static final int FORMAT = 1;

  private static final ObjectMapper MAPPER = new ObjectMapper();

  public byte[] encode(Alert alert) {
    ObjectNode node = MAPPER.createObjectNode();
    node.put("format", FORMAT);
    node.put("key", alert.key());
    node.put("rule", alert.rule());
    node.put("metric", alert.metric().text());
    node.put("subject", alert.subject());
    node.put("score", alert.score());
    node.put("threshold", alert.threshold());
    node.put("eventTime", alert.eventTime());
    node.put("modelVersion", alert.modelVersion());
    ArrayNode rows = node.putArray("rows");
    alert.rows().forEach(row -> write(row, rows.addObject()));
    ArrayNode events = node.putArray("events");
    alert.events().forEach(edge -> write(edge, events.addObject()));
    ArrayNode reasons = node.putArray("reasons");
    alert.reasons().forEach(reasons::add);
    if (alert.linear() != null) {
      LinearParts.write(alert.linear(), node.putObject("linear"));
    }
    if (alert.ego() != null) {
      EgoJson.write(alert.ego(), node.putObject("ego"));
    }
    if (alert.before() != null) { // not in the topic: an alert is rid of it when it has asked
      node.put("before", alert.before());
    }
    try {
      return MAPPER.writeValueAsBytes(node);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a tree of plain values could not be written", e);
    }
  }

  static void write(RowName row, ObjectNode node) {
    node.put("vertex", row.vertex());
    node.put("modelVersion", row.modelVersion());
    node.put("sequence", row.sequence());
    node.put("checksum", HexFormat.of().toHexDigits(row.checksum()));
  }

  static void write(EdgeRef edge, ObjectNode node) {
    node.put("src", edge.src());
    node.put("dst", edge.dst());
    if (!edge.id().isEmpty()) {
      node.put("id", edge.id());
    }
    node.put("timestamp", edge.timestamp());
  }

  /**
   * Reads what {@link #encode} wrote; what it does not know it passes over.
   *
   * @throws AlertException when it is no alert, or one of a newer format
   */
  public Alert decode(byte[] value) throws AlertException {
    JsonFields node = new JsonFields(parse(value));
    int format = node.integer("format");
    if (format > FORMAT) {
      throw new AlertException(
          "an alert of format " + format + ", this build reads up to " + FORMAT);
    }
    return new Alert(
        node.text("key"),
        node.text("rule"),
        metric(node.text("metric")),
        node.text("subject"),
        node.number("score"),
        node.number("threshold"),
        node.whole("eventTime"),
        node.integer("modelVersion"),
        node.list("rows", AlertCodec::row),
        node.list("events", AlertCodec::edge),
        node.texts("reasons"),
        node.has("linear") ? LinearParts.read(node.object("linear")) : null,
        node.has("ego") ? EgoJson.read(node.object("ego")) : null,
        node.has("before") ? node.text("before") : null);
  }

  private JsonNode parse(byte[] value) throws AlertException {
    if (value == null) {
      throw new AlertException("expected an alert; came a tombstone");
    }
    try {
      return MAPPER.readTree(value);
    } catch (IOException e) {
      throw new AlertException(
          "expected an alert in JSON; came " + new String(value, UTF_8) + ": " + e.getMessage());
    }
  }

  private static Metric metric(String text) throws AlertException {
    try {
      return Metric.ofText(text);
    } catch (IllegalArgumentException e) {
      throw new AlertException(e.getMessage());
    }
  }

  static RowName row(JsonFields node) throws AlertException {
    return new RowName(
        node.text("vertex"),
        node.integer("modelVersion"),
        node.whole("sequence"),
        node.hex("checksum"));
  }

  static EdgeRef edge(JsonFields node) throws AlertException {
    return new EdgeRef(
        node.text("src"),
        node.text("dst"),
        node.has("id") ? node.text("id") : "",
        node.whole("timestamp"));
  }
}
