// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.job;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.anabranch.connectors.kafka.Isolation;
import io.anabranch.connectors.kafka.TopicReader;
import io.anabranch.model.artifact.ModelArtifacts;
import io.anabranch.model.layer.SageModel;
import io.anabranch.model.risk.RiskModel;
import io.anabranch.pipeline.alert.Alert;
import io.anabranch.pipeline.alert.AlertCodec;
import io.anabranch.pipeline.alert.AlertException;
import io.anabranch.pipeline.alert.Metric;
import io.anabranch.pipeline.verify.AlertReport;
import io.anabranch.pipeline.verify.AlertVerifier;
import io.anabranch.pipeline.verify.ScoreReport;
import io.anabranch.pipeline.verify.ScoreVerifier;
import io.anabranch.state.event.EdgeEvent;
import io.anabranch.state.event.GraphEvent;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.apache.flink.api.common.JobID;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Alerts of all kinds from the live job on a real broker: each is recomputed from what it names,
 * with task managers killed and with a model that follows another.
 */
class ProvenAlertsTest extends BrokerTest {

  private static final SageModel MODEL = SageModel.random("test", 3, new int[] {8, 8, 8}, 3, true);
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private static Path riskArtifact;
  private static Path ringArtifact;
  private static float threshold;

  @BeforeAll
  static void makeModels() throws Exception {
    RiskModel risk = AlertHeads.risk(MODEL);
    riskArtifact = AlertHeads.write(risk, directory.resolve("heads"));
    threshold = AlertHeads.median(risk, MODEL, Pipeline.payments(5, 200, 3_000));
    ringArtifact = AlertHeads.ring(directory.resolve("heads"));
  }

  /**
   * With transactions every score above a threshold has its alert, no alert comes twice, no row is
   * gone and a query has one answer; without, no alert and no answer is lost.
   */
  @ParameterizedTest
  @CsvSource({"at-least-once, heap", "exactly-once, rocksdb"})
  void underKillsEachAlertIsRecomputedAndNoneIsLost(String delivery, String backend)
      throws Exception {
    boolean once = delivery.equals("exactly-once");
    Pipeline pipeline =
        open(
            "proven-" + delivery,
            "embeddings.delivery=" + delivery,
            "state.backend=" + backend,
            "link.period=1s",
            "link.pause=0ms");
    List<GraphEvent> events = Pipeline.payments(5, 200, 3_000);
    int third = events.size() / 3;
    try (EmbeddedCluster cluster = EmbeddedCluster.start(FlinkSettings.of(pipeline.config), 2, 1)) {
      JobID job = cluster.submit(EmbeddingJob.of(pipeline.config, MODEL), null);
      pipeline.watch(cluster, job);
      pipeline.send(events.subList(0, third));
      pipeline.probe();
      ask(pipeline, events, 0, 20);
      pipeline.send(events.subList(third, 2 * third));
      cluster.replaceTaskManager(0);
      ask(pipeline, events, 20, 40);
      pipeline.send(events.subList(2 * third, events.size()));
      assertTrue(pipeline.verify().isExact());
      AlertReport report = exact(() -> new AlertVerifier(pipeline.config).verify());
      Set<Metric> metrics = EnumSet.noneOf(Metric.class);
      alerts(pipeline).forEach(alert -> metrics.add(alert.metric()));
      assertEquals(EnumSet.allOf(Metric.class), metrics);
      assertTrue(report.unanswered().looked() > 100, report::toString);
      assertTrue(report.identical() > 400, report::toString);
      assertEquals(0, report.unknown(), report::toString);
      if (once) {
        assertEquals(0, report.gone() + report.repeated(), report::toString);
      }
      await().atMost(Duration.ofSeconds(60)).until(() -> answers(pipeline).size() == 40);
      answers(pipeline)
          .forEach(
              (query, times) -> assertTrue(once ? times == 1 : times >= 1, query + ": " + times));
      ScoreReport scores = new ScoreVerifier(pipeline.config).verify();
      assertTrue(scores.isExact(), scores::toString);
      cluster.cancel(job);
    }
  }

  /** Surprises are of the old model and of the new one, and never of both; jumps neither. */
  @Test
  void whileModelsChangeNoAlertIsOfTwo() throws Exception {
    Path registry = directory.resolve("registry");
    SageModel next = SageModel.random("test", 4, new int[] {8, 9, 8}, 4, true);
    Path first = ModelArtifacts.write(MODEL, registry);
    Path artifact = ModelArtifacts.write(next, registry);
    Pipeline pipeline = open("proven-swap", "model.path=" + first);
    List<GraphEvent> events = Pipeline.payments(15, 1_000, 6_000);
    int third = events.size() / 3;
    try (EmbeddedCluster cluster = EmbeddedCluster.start(FlinkSettings.of(pipeline.config))) {
      JobID job = cluster.submit(EmbeddingJob.of(pipeline.config, MODEL), null);
      pipeline.watch(cluster, job);
      pipeline.send(events.subList(0, third));
      pipeline.probe();
      pipeline.goOver(next, artifact, events.subList(third, 2 * third));
      pipeline.send(events.subList(2 * third, events.size()));
      pipeline.probe();
      AlertReport report = exact(() -> new AlertVerifier(pipeline.config).verify());
      assertEquals(0, report.gone() + report.unknown(), report::toString);
      for (Metric metric : new Metric[] {Metric.SURPRISE, Metric.EMBEDDING_JUMP}) {
        assertEquals(Set.of(3, 4), versions(pipeline, metric), metric.text());
      }
      assertEquals(Set.of(3), versions(pipeline, Metric.RISK), "the head is made for version 3");
      cluster.cancel(job);
    }
  }

  private static Pipeline open(String name, String... more) {
    List<String> options = new ArrayList<>(Arrays.asList(more));
    options.addAll(
        List.of(
            "job.parallelism=2",
            "link.enabled=true",
            "alerts.risk-model=" + riskArtifact,
            "alerts.ring-model=" + ringArtifact,
            "rings.trigger-surprise=0.3",
            "rings.trigger-edges=3",
            "alerts.rules[0].name=risky",
            "alerts.rules[0].metric=risk",
            "alerts.rules[0].threshold=" + threshold,
            "alerts.rules[0].window=10s",
            "alerts.rules[1].name=odd",
            "alerts.rules[1].metric=surprise",
            "alerts.rules[1].threshold=0.3",
            "alerts.rules[1].window=1s",
            "alerts.rules[1].key=edge",
            "alerts.rules[2].name=jumps",
            "alerts.rules[2].metric=embedding-jump",
            "alerts.rules[2].quantile=0.6",
            "alerts.rules[2].window=10s",
            "alerts.rules[3].name=ring",
            "alerts.rules[3].metric=ring",
            "alerts.rules[3].threshold=0",
            "alerts.rules[4].name=burst",
            "alerts.rules[4].metric=burst",
            "alerts.rules[4].threshold=2"));
    return pipeline(name, MODEL, options.toArray(String[]::new));
  }

  /**
   * Of what was written by the probe's answer: alerts come a few milliseconds behind the rows, and
   * with transactions when the commits of the checkpoint are through.
   */
  private static AlertReport exact(Supplier<AlertReport> verify) {
    AlertReport[] last = {null};
    await()
        .atMost(Duration.ofSeconds(60))
        .untilAsserted(
            () -> {
              last[0] = verify.get();
              assertEquals(0, last[0].unanswered().count(), last[0]::toString);
            });
    assertTrue(last[0].isExact(), last[0]::toString);
    return last[0];
  }

  private static void ask(Pipeline pipeline, List<GraphEvent> events, int from, int to) {
    List<EdgeEvent> edges =
        events.stream()
            .filter(EdgeEvent.class::isInstance)
            .map(EdgeEvent.class::cast)
            .limit(to)
            .toList();
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", broker.bootstrapServers()),
            new ByteArraySerializer(),
            new ByteArraySerializer())) {
      for (int i = from; i < to; i++) {
        String query =
            "{\"query\":\"q%d\",\"u\":\"%s\",\"v\":\"%s\"}"
                .formatted(i, edges.get(i).src(), edges.get(i).dst());
        producer.send(
            new ProducerRecord<>(pipeline.config.link().topics().queries(), query.getBytes(UTF_8)));
      }
    }
  }

  /** How often each query was answered. */
  private static Map<String, Integer> answers(Pipeline pipeline) {
    Map<String, Integer> answers = new TreeMap<>();
    for (byte[] value : values(pipeline.config.link().topics().answers())) {
      answers.merge(json(value).path("query").asText(), 1, Integer::sum);
    }
    return answers;
  }

  private static Set<Integer> versions(Pipeline pipeline, Metric metric) {
    return alerts(pipeline).stream()
        .filter(alert -> alert.metric() == metric)
        .map(Alert::modelVersion)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static List<Alert> alerts(Pipeline pipeline) {
    List<Alert> alerts = new ArrayList<>();
    for (byte[] value : values(pipeline.config.topics().alerts())) {
      try {
        alerts.add(new AlertCodec().decode(value));
      } catch (AlertException e) {
        throw new AssertionError(e);
      }
    }
    return alerts;
  }

  private static List<byte[]> values(String topic) {
    List<byte[]> values = new ArrayList<>();
    new TopicReader(broker.bootstrapServers(), Isolation.READ_COMMITTED, Duration.ofSeconds(30))
        .read(topic, record -> values.add(record.value()));
    return values;
  }

  private static JsonNode json(byte[] value) {
    try {
      return MAPPER.readTree(value);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
