// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.verify;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import io.anabranch.connectors.kafka.TopicReader;
import io.anabranch.connectors.kafka.Topics;
import io.anabranch.pipeline.alert.Alert;
import io.anabranch.pipeline.alert.AlertRule;
import io.anabranch.pipeline.alert.EdgeRef;
import io.anabranch.pipeline.alert.Limit;
import io.anabranch.pipeline.alert.Metric;
import io.anabranch.pipeline.alert.Signal;
import io.anabranch.pipeline.config.AnabranchConfig;
import io.anabranch.pipeline.verify.AlertReport.Unanswered;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Whether each score above the threshold of a rule has its alert: one of the rule and the rule's
 * key, in the window of the score's event time or, where that was over, in a later one. Of rules
 * with a threshold, on risk scores and on surprises, which have topics of their own. Without
 * transactions the topics hold scores of attempts that failed, too, some of which the next attempt
 * never comes to: there the last score of a vertex, or of an edge event, counts alone.
 */
final class Answers {

  private final AnabranchConfig config;
  private final List<Signal> all = new ArrayList<>();
  private final Map<Object, Signal> last = new LinkedHashMap<>(); // by vertex or edge event

  private Answers(AnabranchConfig config) {
    this.config = config;
  }

  /**
   * Reads the scores: before the alerts are read.
   *
   * @param risks all records of the topic of risk scores
   */
  static Answers read(
      AnabranchConfig config, TopicReader reader, List<ConsumerRecord<byte[], byte[]>> risks) {
    Answers answers = new Answers(config);
    if (answers.wants(Metric.RISK)) {
      risks.forEach(answers::risk);
    }
    if (answers.wants(Metric.SURPRISE) && config.link().enabled()) {
      reader.read(config.link().topics().surprises(), answers::surprise);
    }
    return answers;
  }

  private boolean wants(Metric metric) {
    return config.alerts().rules().stream()
        .anyMatch(rule -> rule.metric() == metric && rule.limit() instanceof Limit.Threshold);
  }

  private void risk(ConsumerRecord<byte[], byte[]> record) {
    if (record.value() == null) { // the vertex is gone
      last.remove(new String(record.key(), UTF_8));
      return;
    }
    JsonRecord json = JsonRecord.of(record);
    String vertex = json.node().path("vertex").asText();
    float score = json.real("score");
    long time = json.number("eventTime").longValue();
    add(vertex, Signal.of(Metric.RISK, vertex, score, time, List.of(), List.of()));
  }

  private void surprise(ConsumerRecord<byte[], byte[]> record) {
    JsonRecord json = JsonRecord.of(record);
    JsonNode node = json.node();
    EdgeRef edge =
        new EdgeRef(
            node.path("src").asText(),
            node.path("dst").asText(),
            node.path("id").asText(),
            json.number("timestamp").longValue());
    if (node.has("surprise")) {
      float surprise = json.real("surprise");
      add(edge, Signal.surprise(edge, surprise, List.of()));
    } else {
      last.remove(edge);
    }
  }

  private void add(Object of, Signal signal) {
    all.add(signal);
    last.put(of, signal);
  }

  /** Looks for the alerts that there must be. */
  Unanswered compare(List<Alert> alerts) {
    if (haveLostTheirBeginning()) {
      return new Unanswered(-1, 0, List.of());
    }
    Map<String, Long> newest = new HashMap<>(); // by rule and key, the beginning of the window
    for (Alert alert : alerts) {
      newest.merge(nameOf(alert), windowOf(alert), Math::max);
    }
    Faults missing = new Faults();
    long looked = 0;
    for (AlertRule rule : config.alerts().rules()) {
      if (rule.limit() instanceof Limit.Threshold limit) {
        for (Signal signal : config.embeddings().isExactlyOnce() ? all : last.values()) {
          if (signal.metric() == rule.metric() && signal.score() > limit.value()) {
            looked++;
            look(rule, signal, newest, missing);
          }
        }
      }
    }
    return new Unanswered(looked, missing.count(), missing.named());
  }

  private static void look(
      AlertRule rule, Signal signal, Map<String, Long> newest, Faults missing) {
    String name = rule.name() + "/" + rule.key().of(signal);
    long window = rule.windowStart(signal.eventTime());
    Long found = newest.get(name);
    if (found == null || found < window) {
      missing.add("%s of %s, from %d", signal.score(), name, window);
    }
  }

  private boolean haveLostTheirBeginning() {
    String topic = config.topics().alerts();
    try (Topics topics =
        Topics.connect(config.kafka().bootstrapServers(), config.kafka().timeout())) {
      return Arrays.stream(topics.describe(topic).begins()).anyMatch(begin -> begin > 0);
    }
  }

  /** A key is rule, beginning of the window, and the rule's key, which may hold anything. */
  private static String nameOf(Alert alert) {
    String[] parts = alert.key().split("/", 3);
    return parts.length < 3 ? alert.key() : parts[0] + "/" + parts[2];
  }

  private static long windowOf(Alert alert) {
    try {
      return Long.parseLong(alert.key().split("/", 3)[1]);
    } catch (ArrayIndexOutOfBoundsException | NumberFormatException e) {
      throw new VerificationException(
          "expected a key of rule, window and subject; came '" + alert.key() + "'");
    }
  }
}
