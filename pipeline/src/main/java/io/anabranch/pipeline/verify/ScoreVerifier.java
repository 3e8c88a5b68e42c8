// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.verify;

import com.fasterxml.jackson.databind.JsonNode;
import io.anabranch.connectors.kafka.LinkTopics;
import io.anabranch.connectors.kafka.TopicReader;
import io.anabranch.model.kernel.Exponential;
import io.anabranch.pipeline.config.AnabranchConfig;
import io.anabranch.pipeline.link.LinkDecoder;
import io.anabranch.pipeline.link.RowName;
import io.anabranch.pipeline.link.ScoredEdge;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * The auditor of scores: reads them from their topics as JSON, looks the two rows up that each
 * names in the embeddings topic, computes it anew and compares bit for bit.
 */
public final class ScoreVerifier {

  private final AnabranchConfig config;
  private final TopicReader reader;
  private final Faults faults = new Faults();
  private final List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
  private LinkRows rows;
  private long scores;
  private long identical;
  private long gone;
  private long unscored;

  public ScoreVerifier(AnabranchConfig config) {
    this.config = config;
    this.reader = config.kafka().committed();
  }

  /** Reads scores first and rows then, so that a job that goes on has written what they name. */
  public ScoreReport verify() {
    read();
    return verify(new RowTopics(config));
  }

  /** Reads the scores. */
  void read() {
    LinkTopics topics = config.link().topics();
    for (String topic : List.of(topics.surprises(), topics.answers(), topics.scores())) {
      reader.read(topic, records::add);
    }
  }

  /** Looks at the scores that were read. */
  ScoreReport verify(RowTopics topics) {
    rows = topics.links();
    records.forEach(this::check);
    return new ScoreReport(scores, identical, gone, unscored, faults.named());
  }

  private void check(ConsumerRecord<byte[], byte[]> record) {
    JsonRecord read = JsonRecord.of(record);
    JsonNode json = read.node();
    if (json.has("partners")) {
      json.path("partners").forEach(partner -> score(read, json.path("row"), partner, partner));
    } else if (json.has("srcRow")) {
      score(read, json.path("srcRow"), json.path("dstRow"), json);
    } else if (json.has("uRow")) {
      score(read, json.path("uRow"), json.path("vRow"), json);
    } else {
      unscored++;
    }
  }

  private void score(JsonRecord record, JsonNode first, JsonNode second, JsonNode score) {
    scores++;
    String where = record.where();
    RowName u = record.row(first);
    RowName v = record.row(second);
    if (u.modelVersion() != v.modelVersion()) {
      faults.add("%s pairs model versions %d and %d", where, u.modelVersion(), v.modelVersion());
      return;
    }
    float[] zu = rows.values(u);
    float[] zv = rows.values(v);
    if (zu == null || zv == null) {
      missing(where, zu == null ? u : v);
      return;
    }
    LinkDecoder decoder = config.link().rules().decoder();
    float logit = decoder.logit(zu, zv);
    boolean differs = differs(where, "logit", logit, record.number(score, "logit"));
    if (score.has("surprise")) {
      JsonNode came = record.number(score, "surprise");
      differs |= differs(where, "surprise", ScoredEdge.surprise(logit), came);
    }
    if (score.has("variance")) {
      JsonNode came = record.number(score, "variance");
      differs |= differs(where, "variance", decoder.variance(zu, zv), came);
    }
    if (score.has("probability")) {
      JsonNode came = record.number(score, "probability");
      differs |= differs(where, "probability", Exponential.sigmoid(logit), came);
    }
    if (!differs) {
      identical++;
    }
  }

  private void missing(String where, RowName row) {
    if (rows.mayBeGone(where, row, faults)) {
      gone++;
    }
  }

  private boolean differs(String where, String what, float expected, JsonNode came) {
    float value = JsonRecord.real(came);
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
      faults.add("%s: expected %s %s, came %s", where, what, expected, came.asText());
    }
    return !same;
  }
}
