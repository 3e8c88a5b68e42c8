// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.verify;

import com.fasterxml.jackson.databind.JsonNode;
import io.anabranch.connectors.kafka.TopicReader;
import io.anabranch.model.layer.SageModel;
import io.anabranch.model.risk.RiskModel;
import io.anabranch.pipeline.alert.Alert;
import io.anabranch.pipeline.alert.AlertCodec;
import io.anabranch.pipeline.alert.AlertException;
import io.anabranch.pipeline.config.AnabranchConfig;
import io.anabranch.pipeline.link.RowName;
import io.anabranch.pipeline.verify.AlertScores.Anew;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/**
 * The auditor of alerts and risk scores: reads them from their topics, looks up what each names,
 * computes it anew and compares bit for bit. It also looks for alerts that come twice under their
 * key, and for scores above a threshold that have no alert.
 */
public final class AlertVerifier {

  private final AnabranchConfig config;
  private final TopicReader reader;
  private final AlertCodec codec = new AlertCodec();
  private final Faults faults = new Faults();
  private final Map<String, Integer> keys = new HashMap<>();
  private Answers answers;
  private List<ConsumerRecord<byte[], byte[]>> risks;
  private List<ConsumerRecord<byte[], byte[]>> records;
  private long identical;
  private long gone;
  private long unknown;
  private long repeated;
  private long explained;
  private long sameAnew;
  private @Nullable SageModel served; // null: nobody looks at the graph

  public AlertVerifier(AnabranchConfig config) {
    this.config = config;
    this.reader = config.kafka().committed();
  }

  /**
   * Where parts of scores name rows that are still the last ones, each share is computed anew from
   * the graph that the topics describe, too.
   *
   * @param model whose rows are the embeddings now; null: nothing is computed anew
   */
  public AlertVerifier comparing(@Nullable SageModel model) {
    served = model;
    return this;
  }

  /** Reads scores first, then alerts, then rows: so whatever one names is there. */
  public AlertReport verify() {
    read();
    return verify(new RowTopics(config));
  }

  /** Reads scores first, then alerts. */
  void read() {
    risks = read(config.topics().riskScores());
    answers = Answers.read(config, reader, risks);
    risks.removeIf(record -> record.value() == null); // of a vertex that is gone
    records = read(config.topics().alerts());
  }

  /** Looks at what was read. */
  AlertReport verify(RowTopics rows) {
    AlertScores scores = new AlertScores(config, rows.embeddings(), rows.links());
    AlertParts parts =
        new AlertParts(
            rows.embeddings(), rows.links(), config.link().rules().decoder(), scores.riskModel());
    List<Alert> alerts = new ArrayList<>();
    for (ConsumerRecord<byte[], byte[]> record : records) {
      String where = TopicReader.where(record);
      Alert alert = decode(where, record);
      alerts.add(alert);
      check(where, alert, scores, parts);
    }
    risks.forEach(record -> check(record, scores));
    compare(alerts, rows, scores.riskModel());
    RingEvents.check(config, reader, alerts, faults);
    return new AlertReport(
        alerts.size(),
        risks.size(),
        identical,
        gone,
        unknown,
        repeated,
        explained,
        sameAnew,
        answers.compare(alerts),
        faults.named());
  }

  private void compare(List<Alert> alerts, RowTopics rows, @Nullable RiskModel risk) {
    if (served == null) {
      return;
    }
    GraphParts parts = GraphParts.of(config, served, rows.embeddings(), rows.links(), risk);
    for (Alert alert : alerts) {
      GraphParts.Compared compared =
          alert.linear() == null ? GraphParts.Compared.NOT : parts.compare(alert);
      if (compared == GraphParts.Compared.SAME) {
        sameAnew++;
      } else if (compared == GraphParts.Compared.OTHER) {
        faults.add("%s: the shares are not those of the graph", alert.key());
      }
    }
  }

  private List<ConsumerRecord<byte[], byte[]>> read(String topic) {
    List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
    reader.read(topic, records::add);
    return records;
  }

  private Alert decode(String where, ConsumerRecord<byte[], byte[]> record) {
    try {
      return codec.decode(record.value());
    } catch (AlertException e) {
      throw new VerificationException(where + ": " + e.getMessage());
    }
  }

  private void check(String where, Alert alert, AlertScores scores, AlertParts parts) {
    if (keys.merge(alert.key(), 1, Integer::sum) > 1) {
      repeated++;
      if (config.embeddings().isExactlyOnce()) {
        faults.add("%s comes again under its key %s", where, alert.key());
      }
    }
    if (!(alert.score() > alert.threshold())) {
      faults.add("%s: %s does not exceed %s", where, alert.score(), alert.threshold());
    }
    if (alert.linear() != null) {
      explained++;
      String fault = parts.fault(alert);
      if (fault != null) {
        faults.add("%s: %s", where, fault);
      }
    }
    compare(where, alert.metric().text(), alert.score(), scores.of(alert));
  }

  private void check(ConsumerRecord<byte[], byte[]> record, AlertScores scores) {
    JsonRecord json = JsonRecord.of(record);
    JsonNode node = json.node();
    RowName row = json.row(node);
    boolean ours =
        scores.isOurs(node.path("riskModel").asText(), json.number("riskVersion").intValue());
    float came = json.real("score");
    compare(json.where(), "risk", came, ours ? scores.risk(row) : new Anew.Unknown());
  }

  private void compare(String where, String what, float came, Anew anew) {
    if (anew instanceof Anew.Score score) {
      if (Float.floatToRawIntBits(score.value()) == Float.floatToRawIntBits(came)) {
        identical++;
      } else {
        faults.add("%s: expected %s %s, came %s", where, what, score.value(), came);
      }
    } else if (anew instanceof Anew.NoRow missing) {
      if (missing.topic().mayBeGone(where, missing.row(), faults)) {
        gone++;
      }
    } else if (anew instanceof Anew.False wrong) {
      faults.add("%s %s", where, wrong.fault());
    } else {
      unknown++;
    }
  }
}
