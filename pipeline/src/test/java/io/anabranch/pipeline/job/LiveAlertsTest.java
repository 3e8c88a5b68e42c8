// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.job;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.anabranch.connectors.codec.Embedding;
import io.anabranch.connectors.codec.EmbeddingCodecs;
import io.anabranch.connectors.kafka.Isolation;
import io.anabranch.connectors.kafka.TopicReader;
import io.anabranch.model.artifact.RiskArtifacts;
import io.anabranch.model.device.Matrix;
import io.anabranch.model.layer.ModelCard;
import io.anabranch.model.layer.SageModel;
import io.anabranch.model.risk.RiskLayer;
import io.anabranch.model.risk.RiskModel;
import io.anabranch.model.risk.RiskScorer;
import io.anabranch.pipeline.alert.Alert;
import io.anabranch.pipeline.alert.AlertCodec;
import io.anabranch.pipeline.config.ConfigException;
import io.anabranch.pipeline.link.LinkDecoder;
import io.anabranch.pipeline.link.RowName;
import io.anabranch.pipeline.link.ScoredEdge;
import io.anabranch.state.event.GraphEvent;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.apache.flink.api.common.JobID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Risk scores and alerts of the live job on a real broker, with a task manager killed. */
class LiveAlertsTest extends BrokerTest {

  private static final SageModel MODEL = Pipeline.model(8, 8, 8);

  /**
   * Every risk above the threshold has its alert. In exactly-once mode every risk score is the
   * scorer's on the row that it names, bit for bit, and no alert is there twice. Otherwise the
   * topics have rows of the attempt that was killed, too, some of which the next one never comes
   * to: there the last score of each vertex counts.
   */
  @ParameterizedTest
  @CsvSource({"exactly-once", "at-least-once"})
  void underKillsNoAlertIsLost(String delivery) throws Exception {
    RiskModel risk = riskModel("kill-" + delivery);
    Path artifact = RiskArtifacts.write(risk, directory.resolve("risk-" + delivery));
    List<GraphEvent> events = Pipeline.payments(5, 200, 3_000);
    float threshold = AlertHeads.median(risk, MODEL, events);
    Pipeline pipeline = alerts("alerts-" + delivery, artifact, delivery, threshold);
    int third = events.size() / 3;
    try (EmbeddedCluster cluster = EmbeddedCluster.start(FlinkSettings.of(pipeline.config), 2, 1)) {
      JobID job = cluster.submit(EmbeddingJob.of(pipeline.config, MODEL), null);
      pipeline.watch(cluster, job);
      pipeline.send(events.subList(0, third));
      pipeline.probe();
      pipeline.send(events.subList(third, 2 * third));
      cluster.replaceTaskManager(0);
      pipeline.send(events.subList(2 * third, events.size()));
      assertTrue(pipeline.verify().isExact());
      check(pipeline, risk, threshold, delivery.equals("exactly-once"));
      cluster.cancel(job);
    }
  }

  /** Each names the two rows that it was scored with, and is what they give, bit for bit. */
  @Test
  void surprisingEdgesHaveAlerts() throws Exception {
    Pipeline pipeline =
        pipeline(
            "alerts-surprise",
            MODEL,
            "job.parallelism=2",
            "link.enabled=true",
            "alerts.rules[0].name=odd",
            "alerts.rules[0].metric=surprise",
            "alerts.rules[0].threshold=0.05",
            "alerts.rules[0].window=1s",
            "alerts.rules[0].key=edge");
    List<GraphEvent> events = Pipeline.payments(5, 100, 2_000);
    try (EmbeddedCluster cluster = EmbeddedCluster.start(FlinkSettings.of(pipeline.config))) {
      JobID job = cluster.submit(EmbeddingJob.of(pipeline.config, MODEL), null);
      pipeline.watch(cluster, job);
      pipeline.send(events.subList(0, 1_000));
      pipeline.probe();
      pipeline.send(events.subList(1_000, events.size()));
      assertTrue(pipeline.verify().isExact());
      List<Alert> alerts = alertsOf(pipeline);
      assertTrue(alerts.size() > 20, alerts.size() + " alerts");
      Map<RowName, Embedding> rows = rowsOf(pipeline);
      for (Alert alert : alerts) {
        float[] src = rows.get(alert.rows().get(0)).values();
        float[] dst = rows.get(alert.rows().get(1)).values();
        float surprise = (float) ScoredEdge.surprise(LinkDecoder.INNER_PRODUCT.logit(src, dst));
        assertEquals(surprise, alert.score(), alert::key);
        assertTrue(surprise > 0.05f, alert::key);
      }
      cluster.cancel(job);
    }
  }

  private static List<Alert> alertsOf(Pipeline pipeline) {
    List<Alert> all = new ArrayList<>();
    read(pipeline, pipeline.config.topics().alerts(), record -> all.add(alert(record.value())));
    return all;
  }

  private static Map<RowName, Embedding> rowsOf(Pipeline pipeline) {
    Map<RowName, Embedding> rows = new HashMap<>();
    read(
        pipeline,
        pipeline.config.topics().embeddings(),
        record -> {
          if (record.value() != null) {
            Embedding row = decode(record.value());
            rows.put(RowName.of(row), row);
          }
        });
    return rows;
  }

  @Test
  void aRiskModelOfAnotherModelIsRefusedAtTheStart() throws Exception {
    SageModel other = Pipeline.model(8, 4);
    Path artifact = RiskArtifacts.write(riskModel("other"), directory.resolve("risk-other"));
    Pipeline pipeline = alerts("alerts-other", artifact, "at-least-once", 0.5f);
    ConfigException refused =
        assertThrows(
            ConfigException.class,
            () ->
                AlertStages.of(
                    pipeline.config, other, Explaining.of(pipeline.config, other, other, false)));
    assertTrue(
        refused
            .getMessage()
            .contains(
                "alerts.risk-model: expected one made for test version 3, 4 wide; came other"
                    + " version 1, made for test version 3, 8 wide"),
        refused.getMessage());
  }

  private static Pipeline alerts(String name, Path artifact, String delivery, float threshold) {
    return pipeline(
        name,
        MODEL,
        "job.parallelism=2",
        "embeddings.delivery=" + delivery,
        "alerts.risk-model=" + artifact,
        "alerts.rules[0].name=risky",
        "alerts.rules[0].metric=risk",
        "alerts.rules[0].threshold=" + threshold,
        "alerts.rules[0].window=10s",
        "alerts.rules[1].name=jumps",
        "alerts.rules[1].metric=embedding-jump",
        "alerts.rules[1].quantile=0.6");
  }

  private static RiskModel riskModel(String name) {
    SplittableRandom random = new SplittableRandom(3);
    float[] weights = new float[8];
    for (int i = 0; i < weights.length; i++) {
      weights[i] = (float) random.nextDouble(-1, 1);
    }
    return new RiskModel(
        name,
        1,
        new RiskModel.Source(MODEL.name(), MODEL.version()),
        List.of(new RiskLayer(8, weights, new float[] {0})),
        ModelCard.untrained(1));
  }

  private void check(Pipeline pipeline, RiskModel risk, float threshold, boolean exactlyOnce)
      throws Exception {
    Map<String, Embedding> rows = new HashMap<>(); // by vertex and sequence, all that ever were
    read(
        pipeline,
        pipeline.config.topics().embeddings(),
        record -> {
          if (record.value() != null) {
            Embedding row = decode(record.value());
            rows.put(row.vertex() + "#" + row.sequence(), row);
          }
        });
    List<JsonNode> scores = new ArrayList<>();
    read(
        pipeline,
        pipeline.config.topics().riskScores(),
        record -> {
          if (record.value() != null) {
            scores.add(json(record.value()));
          }
        });
    assertTrue(scores.size() > 300, scores.size() + " scores");
    Map<String, Integer> alerts = new TreeMap<>();
    List<Alert> all = new ArrayList<>();
    read(
        pipeline,
        pipeline.config.topics().alerts(),
        record -> {
          Alert alert = alert(record.value());
          all.add(alert);
          alerts.merge(alert.key(), 1, Integer::sum);
        });
    Map<String, JsonNode> last = new HashMap<>();
    scores.forEach(score -> last.put(score.get("vertex").asText(), score));
    RiskScorer scorer = new RiskScorer(risk);
    int risky = 0;
    for (JsonNode score : scores) {
      float said = (float) score.get("score").asDouble();
      Embedding row = rows.get(score.get("vertex").asText() + "#" + score.get("sequence"));
      if (exactlyOnce) {
        assertArrayEquals(scorer.score(Matrix.of(1, 8, row.values())), new float[] {said});
      }
      boolean stands = exactlyOnce || score.equals(last.get(score.get("vertex").asText()));
      if (said > threshold && stands) {
        risky++;
        assertAlerted(score, all);
      }
    }
    assertTrue(risky > 30, risky + " risky rows");
    assertTrue(all.stream().anyMatch(alert -> alert.rule().equals("jumps")));
    if (exactlyOnce) {
      alerts.forEach((key, count) -> assertEquals(1, count, key));
    }
    assertFalse(alerts.isEmpty());
  }

  /**
   * In the window of the row's event time, or in a later one: features have a clock of their own,
   * and a row older than the edges' horizon counts as of that.
   */
  private static void assertAlerted(JsonNode score, List<Alert> alerts) {
    String vertex = score.get("vertex").asText();
    long start = Math.floorDiv(score.get("eventTime").asLong(), 10_000L) * 10_000;
    assertTrue(
        alerts.stream()
            .filter(alert -> alert.rule().equals("risky") && alert.subject().equals(vertex))
            .mapToLong(alert -> Long.parseLong(alert.key().split("/", 3)[1]))
            .anyMatch(window -> window >= start),
        () -> "risky/" + start + "/" + vertex);
  }

  private static void read(
      Pipeline pipeline, String topic, Consumer<ConsumerRecord<byte[], byte[]>> action) {
    new TopicReader(
            pipeline.config.kafka().bootstrapServers(),
            Isolation.READ_COMMITTED,
            Duration.ofSeconds(30))
        .read(topic, action);
  }

  private static Embedding decode(byte[] value) {
    try {
      return EmbeddingCodecs.decodeAny(value);
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  private static JsonNode json(byte[] value) {
    try {
      return new ObjectMapper().readTree(value);
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  private static Alert alert(byte[] value) {
    try {
      return new AlertCodec().decode(value);
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }
}
