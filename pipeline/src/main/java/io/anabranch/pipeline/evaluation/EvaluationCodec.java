// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.evaluation;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.anabranch.connectors.codec.BadRecordException;
import io.anabranch.connectors.codec.Reason;
import io.anabranch.pipeline.evaluation.EvaluationRecord.Counts;
import io.anabranch.pipeline.prequential.Drift;
import io.anabranch.pipeline.prequential.Measures;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Records as their topic has them: one JSON object each, as docs/formats.md says. A number is
 * written as a decimal that reads back as the same bits; NaN is null.
 */
public final class EvaluationCodec {

  private static final int FORMAT = 1;

  private static final ObjectMapper MAPPER = new ObjectMapper();

  /** The value of the topic. */
  public byte[] encode(EvaluationRecord record) {
    ObjectNode node = MAPPER.createObjectNode();
    node.put("format", FORMAT);
    node.put("period", record.period());
    node.put("last", record.last());
    node.put("edges", record.counts().edges());
    node.put("ranked", record.counts().ranked());
    node.put("repeated", record.counts().repeated());
    node.put("rankedInAll", record.counts().rankedInAll());
    node.put("modelVersion", record.modelVersion());
    ArrayNode scorers = node.putArray("scorers");
    record.scorers().forEach(measures -> write(measures, scorers.addObject()));
    write(record.drift(), node.putObject("drift"));
    try {
      return MAPPER.writeValueAsBytes(node);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a tree of plain values could not be written", e);
    }
  }

  private static void write(Measures measures, ObjectNode node) {
    node.put("scorer", measures.scorer());
    put(node, "auc", measures.auc());
    put(node, "ap", measures.averagePrecision());
    put(node, "mrr", measures.mrr());
  }

  private static void write(Drift drift, ObjectNode node) {
    node.put("scorer", drift.scorer());
    node.put("metric", drift.metric());
    put(node, "value", drift.value());
    put(node, "reference", drift.reference());
    node.put("fallen", drift.fallen());
    node.put("since", drift.since());
  }

  private static void put(ObjectNode node, String name, double value) {
    node.put(name, Double.isNaN(value) ? null : (Double) value);
  }

  /**
   * Reads what {@link #encode} wrote; what it does not know it passes over.
   *
   * @throws BadRecordException when it is no such record, or one of a newer format
   */
  public EvaluationRecord decode(byte[] value) throws BadRecordException {
    EvaluationFields node = new EvaluationFields(parse(value));
    long format = node.whole("format");
    if (format > FORMAT) {
      throw new BadRecordException(
          Reason.UNKNOWN_SCHEMA,
          "a record of format " + format + ", this build reads up to " + FORMAT);
    }
    List<Measures> scorers = new ArrayList<>();
    for (EvaluationFields scorer : node.objects("scorers")) {
      scorers.add(
          new Measures(
              scorer.text("scorer"),
              scorer.number("auc"),
              scorer.number("ap"),
              scorer.number("mrr")));
    }
    Long version = node.wholeOrNull("modelVersion");
    return new EvaluationRecord(
        node.whole("period"),
        node.flag("last"),
        new Counts(
            node.whole("edges"),
            node.whole("ranked"),
            node.whole("repeated"),
            node.whole("rankedInAll")),
        version == null ? null : Integer.valueOf(version.intValue()),
        scorers,
        drift(node.object("drift")));
  }

  private static Drift drift(EvaluationFields node) throws BadRecordException {
    boolean fallen = node.flag("fallen");
    Long since = node.wholeOrNull("since");
    if (fallen != (since != null)) {
      throw new BadRecordException(
          Reason.WRONG_TYPE,
          "'since': expected %s; came %s".formatted(fallen ? "a time" : "null", since));
    }
    return new Drift(
        node.text("scorer"),
        node.text("metric"),
        node.number("value"),
        node.number("reference"),
        fallen,
        since);
  }

  private static JsonNode parse(byte[] value) throws BadRecordException {
    if (value == null) {
      throw new BadRecordException(Reason.NULL_VALUE, "a record of the evaluation has a value");
    }
    try {
      return MAPPER.readTree(value);
    } catch (IOException e) {
      throw new BadRecordException(
          Reason.MALFORMED, "expected a record of the evaluation in JSON: " + e.getMessage());
    }
  }
}
