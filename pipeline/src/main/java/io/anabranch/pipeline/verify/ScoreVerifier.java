// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.verify;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.anabranch.connectors.kafka.Isolation;
import io.anabranch.connectors.kafka.LinkTopics;
import io.anabranch.connectors.kafka.TopicReader;
import io.anabranch.model.kernel.Exponential;
import io.anabranch.pipeline.config.AnabranchConfig;
import io.anabranch.pipeline.link.LinkDecoder;
import io.anabranch.pipeline.link.RowName;
import io.anabranch.pipeline.link.ScoredEdge;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * The auditor of scores: reads them from their topics as JSON, looks the two rows up that each
 * names in the embeddings topic, computes it anew and compares bit for bit.
 */
public final class ScoreVerifier {

  private static final int NAMED = 10;

  private final AnabranchConfig config;
  private final TopicReader reader;
  private final ObjectMapper mapper = new ObjectMapper();
  private final List<String> faults = new ArrayList<>();
  private LinkRows rows;
  private long scores;
  private long identical;
  private long gone;
  private long unscored;

  public ScoreVerifier(AnabranchConfig config) {
    this.config = config;
    this.reader =
        new TopicReader(
            config.kafka().bootstrapServers(), Isolation.READ_COMMITTED, config.kafka().timeout());
  }

  /** Reads scores first and rows then, so that a job that goes on has written what they name. */
  public ScoreReport verify() {
    LinkTopics topics = config.link().topics();
    List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
    for (String topic : List.of(topics.surprises(), topics.answers(), topics.scores())) {
      reader.read(topic, records::add);
    }
    rows = LinkRows.read(reader, config.linkRowsTopic());
    records.forEach(this::check);
    return new ScoreReport(scores, identical, gone, unscored, List.copyOf(faults));
  }

  private void check(ConsumerRecord<byte[], byte[]> record) {
    String where = "%s-%d@%d".formatted(record.topic(), record.partition(), record.offset());
    JsonNode json;
    try {
      json = mapper.readTree(record.value());
    } catch (IOException e) {
      throw new VerificationException(where + " is no JSON: " + e.getMessage());
    }
    if (json.has("partners")) {
      json.path("partners").forEach(partner -> score(where, json.path("row"), partner, partner));
    } else if (json.has("srcRow")) {
      score(where, json.path("srcRow"), json.path("dstRow"), json);
    } else if (json.has("uRow")) {
      score(where, json.path("uRow"), json.path("vRow"), json);
    } else {
      unscored++;
    }
  }

  private void score(String where, JsonNode first, JsonNode second, JsonNode score) {
    scores++;
    RowName u = name(where, first);
    RowName v = name(where, second);
    if (u.modelVersion() != v.modelVersion()) {
      fault("%s pairs model versions %d and %d", where, u.modelVersion(), v.modelVersion());
      return;
    }
    float[] zu = rows.values(u);
    float[] zv = rows.values(v);
    if (zu == null || zv == null) {
      gone++;
      return;
    }
    LinkDecoder decoder = config.link().rules().decoder();
    float logit = decoder.logit(zu, zv);
    boolean differs = differs(where, "logit", logit, number(where, score, "logit"));
    if (score.has("surprise")) {
      JsonNode came = number(where, score, "surprise");
      differs |= differs(where, "surprise", ScoredEdge.surprise(logit), came);
    }
    if (score.has("variance")) {
      JsonNode came = number(where, score, "variance");
      differs |= differs(where, "variance", decoder.variance(zu, zv), came);
    }
    if (score.has("probability")) {
      JsonNode came = number(where, score, "probability");
      differs |= differs(where, "probability", Exponential.sigmoid(logit), came);
    }
    if (!differs) {
      identical++;
    }
  }

  private boolean differs(String where, String what, float expected, JsonNode came) {
    float value = Float.parseFloat(came.asText());
    return differs(
        where,
        what,
        Float.floatToRawIntBits(expected) == Float.floatToRawIntBits(value),
        expected,
        came);
  }

  private boolean differs(String where, String what, double expected, JsonNode came) {
    double value = Double.parseDouble(came.asText());
    return differs(
        where,
        what,
        Double.doubleToRawLongBits(expected) == Double.doubleToRawLongBits(value),
        expected,
        came);
  }

  private boolean differs(String where, String what, boolean same, Object expected, JsonNode came) {
    if (!same) {
      fault("%s: expected %s %s, came %s", where, what, expected, came.asText());
    }
    return !same;
  }

  private void fault(String text, Object... values) {
    if (faults.size() < NAMED) {
      faults.add(text.formatted(values));
    }
  }

  private static JsonNode number(String where, JsonNode node, String field) {
    JsonNode number = node.path(field);
    if (!number.isNumber()) {
      throw new VerificationException("%s: '%s' is no number: %s".formatted(where, field, number));
    }
    return number;
  }

  private static RowName name(String where, JsonNode node) {
    if (!node.path("vertex").isTextual() || !node.path("checksum").isTextual()) {
      throw new VerificationException("%s names no row: %s".formatted(where, node));
    }
    return new RowName(
        node.path("vertex").textValue(),
        number(where, node, "modelVersion").intValue(),
        number(where, node, "sequence").longValue(),
        HexFormat.fromHexDigits(node.path("checksum").textValue()));
  }
}
