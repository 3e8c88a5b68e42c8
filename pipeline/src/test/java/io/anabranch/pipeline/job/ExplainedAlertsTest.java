// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.job;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.anabranch.connectors.codec.BadRecordException;
import io.anabranch.connectors.codec.Embedding;
import io.anabranch.connectors.codec.EmbeddingCodecs;
import io.anabranch.connectors.kafka.Isolation;
import io.anabranch.connectors.kafka.RawRecord;
import io.anabranch.connectors.kafka.TopicReader;
import io.anabranch.model.artifact.ModelArtifacts;
import io.anabranch.model.layer.AggregatorType;
import io.anabranch.model.layer.ModelCard;
import io.anabranch.model.layer.SageModel;
import io.anabranch.model.risk.RiskGradient;
import io.anabranch.model.risk.RiskLayer;
import io.anabranch.model.risk.RiskModel;
import io.anabranch.pipeline.alert.Alert;
import io.anabranch.pipeline.alert.AlertCodec;
import io.anabranch.pipeline.alert.AlertException;
import io.anabranch.pipeline.alert.EdgeRef;
import io.anabranch.pipeline.alert.LinearPart;
import io.anabranch.pipeline.alert.LinearPart.EdgeShare;
import io.anabranch.pipeline.alert.Metric;
import io.anabranch.pipeline.explain.Explainer;
import io.anabranch.pipeline.explain.Slope;
import io.anabranch.pipeline.link.RowName;
import io.anabranch.pipeline.verify.AlertReport;
import io.anabranch.pipeline.verify.AlertVerifier;
import io.anabranch.pipeline.verify.ReferenceGraph;
import io.anabranch.pipeline.verify.TopicGraph;
import io.anabranch.state.event.EdgeEvent;
import io.anabranch.state.event.GraphEvent;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.flink.api.common.JobID;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Alerts of the live job say what their scores are made of: what the same edges of the same graph
 * are found to give from scratch, fraction for fraction, wherever nothing came after.
 */
class ExplainedAlertsTest extends BrokerTest {

  private static final int ASKED = 20;

  /** Of them so many come together; after them each comes when the one before has its alert. */
  private static final int TOGETHER = 10;

  /**
   * A mean of the served model, which adds first or multiplies first, and the normalised sum of a
   * second one; with a task manager killed while alerts wait.
   */
  @ParameterizedTest
  @CsvSource({"MEAN, false, exactly-once", "NORMALISED_SUM, true, at-least-once"})
  void theSharesAreThoseFromScratch(AggregatorType aggregator, boolean second, String delivery)
      throws Exception {
    SageModel scored = SageModel.random("linear", 3, aggregator, new int[] {8, 8, 4}, 42, false);
    SageModel served = second ? Pipeline.model(8, 8) : scored;
    List<String> options =
        new ArrayList<>(
            List.of(
                "job.parallelism=2",
                "embeddings.delivery=" + delivery,
                "link.enabled=true",
                "alerts.explain=1000",
                "alerts.rules[0].name=any",
                "alerts.rules[0].metric=surprise",
                "alerts.rules[0].threshold=0",
                "alerts.rules[0].window=1s",
                "alerts.rules[0].key=edge"));
    if (second) {
      options.add("link.model=" + ModelArtifacts.write(scored, directory.resolve("linear")));
    }
    Pipeline pipeline = pipeline("explained-" + delivery, served, options.toArray(String[]::new));
    List<GraphEvent> events = Pipeline.payments(5, 100, 1_500);
    int half = events.size() / 2;
    try (EmbeddedCluster cluster = EmbeddedCluster.start(FlinkSettings.of(pipeline.config), 2, 1)) {
      JobID job = cluster.submit(EmbeddingJob.of(pipeline.config, served), null);
      pipeline.watch(cluster, job);
      pipeline.send(events.subList(0, half));
      pipeline.probe();
      pipeline.send(events.subList(half, events.size()));
      cluster.replaceTaskManager(0);
      pipeline.probe();

      List<EdgeEvent> asked = more(events);
      ask(pipeline, asked.subList(0, TOGETHER));
      int compared = 0;
      for (EdgeEvent edge : asked.subList(TOGETHER, ASKED)) {
        ask(pipeline, List.of(edge));
        compared += isExplained(pipeline, scored, EdgeRef.of(edge)) ? 1 : 0;
      }
      assertTrue(compared >= ASKED / 4, compared + " compared of " + alerts(pipeline).values());
      AlertReport report = new AlertVerifier(pipeline.config).comparing(served).verify();
      assertTrue(report.isExact(), report::toString);
      assertTrue(report.sameAnew() > 0, report::toString);
      assertEquals(0, report.unanswered().count(), report::toString);
      assertTrue(report.explained() >= ASKED / 2, report::toString);
      cluster.cancel(job);
    }
  }

  /**
   * Scores of one vertex: its risk by a head of two layers, and how far it moved. They are asked of
   * the model that is served, also where pairs are scored with a second one. What comes from
   * scratch is compared by the auditor, which finds shares that are not those.
   */
  @ParameterizedTest
  @CsvSource({"MEAN, false, exactly-once", "NORMALISED_SUM, true, at-least-once"})
  void theSharesOfAVertexAreThoseFromScratch(
      AggregatorType aggregator, boolean second, String delivery) throws Exception {
    SageModel served = SageModel.random("linear", 3, aggregator, new int[] {8, 8, 4}, 42, false);
    RiskModel head = head(served);
    List<String> options =
        new ArrayList<>(
            List.of(
                "job.parallelism=2",
                "embeddings.delivery=" + delivery,
                "alerts.explain=1000",
                "alerts.risk-model=" + AlertHeads.write(head, directory.resolve("head-" + second)),
                "alerts.rules[0].name=risky",
                "alerts.rules[0].metric=risk",
                "alerts.rules[0].threshold=0",
                "alerts.rules[0].window=1s",
                "alerts.rules[1].name=far",
                "alerts.rules[1].metric=embedding-jump",
                "alerts.rules[1].threshold=0",
                "alerts.rules[1].window=1s"));
    if (second) {
      SageModel scored = SageModel.random("pairs", 5, new int[] {8, 6}, 7, false);
      options.add("link.enabled=true");
      options.add("link.model=" + ModelArtifacts.write(scored, directory.resolve("pairs")));
    }
    Pipeline pipeline = pipeline("vertices-" + delivery, served, options.toArray(String[]::new));
    List<GraphEvent> events = Pipeline.payments(5, 100, 1_000);
    try (EmbeddedCluster cluster = EmbeddedCluster.start(FlinkSettings.of(pipeline.config), 2, 1)) {
      JobID job = cluster.submit(EmbeddingJob.of(pipeline.config, served), null);
      pipeline.watch(cluster, job);
      pipeline.send(events);
      pipeline.probe();
      for (EdgeEvent edge : more(events)) {
        pipeline.send(List.of(edge));
        assertTrue(pipeline.verify().isExact());
      }
      AlertReport report = settled(pipeline, served);
      assertTrue(report.isExact(), report::toString);
      assertTrue(report.explained() >= ASKED, report::toString);
      assertTrue(report.sameAnew() >= ASKED / 4, report::toString);
      Map<Metric, List<Alert>> last = last(pipeline);
      assertEquals(Set.of(Metric.RISK, Metric.EMBEDDING_JUMP), last.keySet());
      Alert risky = last.get(Metric.RISK).get(0);
      assertEquals(
          new Explainer(served)
              .explain(graph(pipeline), risky.subject(), row -> slope(head, row))
              .of(risky.linear().rows()),
          risky.linear());
      cluster.cancel(job);
      assertFalseSharesAreFound(pipeline, served, last);
    }
  }

  /** The source of questions is new then; those that were there go on from where they were. */
  @Test
  void aJobThatAskedNothingGoesOnFromItsSavepointAndAsks() throws Exception {
    SageModel served = SageModel.random("linear", 3, new int[] {8, 8, 4}, 42, false);
    List<GraphEvent> events = Pipeline.payments(5, 100, 1_000);
    Pipeline silent = jumps("asking", served, 0);
    Path savepoint;
    try (EmbeddedCluster cluster = EmbeddedCluster.start(FlinkSettings.of(silent.config))) {
      JobID job = cluster.submit(EmbeddingJob.of(silent.config, served), null);
      silent.watch(cluster, job);
      silent.send(events);
      assertTrue(silent.verify().isExact());
      savepoint = cluster.stop(job, directory.resolve("savepoints"));
    }
    Pipeline asking = jumps("asking", served, 1_000);
    try (EmbeddedCluster cluster = EmbeddedCluster.start(FlinkSettings.of(asking.config))) {
      JobID job = cluster.submit(EmbeddingJob.of(asking.config, served), savepoint);
      asking.watch(cluster, job);
      asking.send(new ArrayList<>(more(events).subList(0, 2)));
      assertTrue(asking.verify().isExact());
      await()
          .atMost(Duration.ofSeconds(60))
          .until(() -> new AlertVerifier(asking.config).verify().explained() > 0);
      cluster.cancel(job);
    }
    assertTrue(questions(asking.config.topics().questions()) > 0);
    assertEquals(0, questions(asking.config.topics().status()));
  }

  private static Pipeline jumps(String name, SageModel served, int explain) {
    return pipeline(
        name,
        served,
        "job.parallelism=2",
        "alerts.explain=" + explain,
        "alerts.rules[0].name=far",
        "alerts.rules[0].metric=embedding-jump",
        "alerts.rules[0].threshold=0",
        "alerts.rules[0].window=1s");
  }

  private static long questions(String topic) {
    AtomicLong questions = new AtomicLong();
    reader()
        .read(
            topic,
            record -> {
              if (new Questions().decode(RawRecord.of(record)).isPresent()) {
                questions.incrementAndGet();
              }
            });
    return questions.get();
  }

  private static Slope slope(RiskModel head, float[] row) {
    return Slope.ofRisk(new RiskGradient(head), row);
  }

  private static ReferenceGraph graph(Pipeline pipeline) {
    TopicGraph topics = new TopicGraph(pipeline.config, Pipeline.DIMENSION);
    topics.readAll();
    return topics.graph();
  }

  /** Alerts wait for answers behind the rows that a probe waits for. */
  private static AlertReport settled(Pipeline pipeline, SageModel served) {
    AlertReport[] last = {null};
    await()
        .atMost(Duration.ofSeconds(60))
        .until(
            () -> {
              AlertReport report = new AlertVerifier(pipeline.config).comparing(served).verify();
              boolean same = last[0] != null && report.alerts() == last[0].alerts();
              last[0] = report;
              return same && report.unanswered().count() == 0 && report.sameAnew() >= ASKED / 4;
            });
    return last[0];
  }

  /** Those that say what is from scratch, by what they look at. */
  private static Map<Metric, List<Alert>> last(Pipeline pipeline) {
    Map<String, RowName> rows = lastRows(pipeline, pipeline.config.topics().embeddings());
    Map<Metric, List<Alert>> last = new HashMap<>();
    for (Alert alert : all(pipeline)) {
      LinearPart part = alert.linear();
      if (part != null
          && part.edges().size() > 1
          && part.rows().get(0).equals(rows.get(alert.subject()))) {
        last.computeIfAbsent(alert.metric(), metric -> new ArrayList<>()).add(alert);
      }
    }
    return last;
  }

  /**
   * Two edges have one another's shares: they add up as before, and nothing but the graph tells.
   */
  private static void assertFalseSharesAreFound(
      Pipeline pipeline, SageModel served, Map<Metric, List<Alert>> alerts) {
    for (Metric metric : alerts.keySet()) {
      Alert right = alerts.get(metric).get(0);
      LinearPart part = right.linear();
      List<EdgeShare> edges = new ArrayList<>(part.edges());
      EdgeShare first = edges.get(0);
      EdgeShare other = edges.get(1);
      edges.set(0, new EdgeShare(other.edge(), first.share(), first.without()));
      edges.set(1, new EdgeShare(first.edge(), other.share(), other.without()));
      LinearPart swapped =
          new LinearPart(
              part.vertex(),
              part.total(),
              part.self(),
              part.bias(),
              edges,
              part.rest(),
              part.remainder(),
              part.rows());
      write(pipeline, "false/0/" + metric.text(), right.with(swapped));
    }
    AlertReport report = new AlertVerifier(pipeline.config).comparing(served).verify();
    for (Metric metric : alerts.keySet()) {
      String key = alerts.get(metric).get(0).key();
      assertTrue(
          report.faults().contains(key + ": the shares are not those of the graph"),
          report::toString);
    }
  }

  private static void write(Pipeline pipeline, String key, Alert alert) {
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", pipeline.config.kafka().bootstrapServers()),
            new ByteArraySerializer(),
            new ByteArraySerializer())) {
      producer.send(
          new ProducerRecord<>(
              pipeline.config.topics().alerts(),
              key.getBytes(StandardCharsets.UTF_8),
              new AlertCodec().encode(alert)));
    }
  }

  private static RiskModel head(SageModel of) {
    SplittableRandom random = new SplittableRandom(3);
    return new RiskModel(
        "risk",
        1,
        new RiskModel.Source(of.name(), of.version()),
        List.of(layer(random, of.outputWidth(), 6), layer(random, 6, 1)),
        ModelCard.untrained(1));
  }

  private static RiskLayer layer(SplittableRandom random, int in, int out) {
    float[] weight = new float[in * out];
    for (int i = 0; i < weight.length; i++) {
      weight[i] = (float) random.nextDouble(-1, 1);
    }
    return new RiskLayer(in, weight, new float[out]);
  }

  /** New edges between vertices that are there. */
  private static List<EdgeEvent> more(List<GraphEvent> events) {
    List<EdgeEvent> edges =
        events.stream()
            .filter(EdgeEvent.class::isInstance)
            .map(EdgeEvent.class::cast)
            .filter(edge -> !edge.src().equals(edge.dst()))
            .toList();
    long latest = edges.stream().mapToLong(EdgeEvent::timestamp).max().orElseThrow();
    List<EdgeEvent> more = new ArrayList<>();
    for (int i = 0; i < ASKED; i++) {
      EdgeEvent some = edges.get(37 * i);
      more.add(
          new EdgeEvent(
              EdgeEvent.Op.ADD,
              some.src(),
              some.dst(),
              "more" + i,
              latest + 2_000 * (i + 1),
              some.weight()));
    }
    return more;
  }

  /** Until each has its alert. */
  private static void ask(Pipeline pipeline, List<EdgeEvent> edges) {
    pipeline.send(new ArrayList<>(edges));
    List<EdgeRef> asked = edges.stream().map(EdgeRef::of).toList();
    await()
        .atMost(Duration.ofSeconds(60))
        .until(() -> alerts(pipeline).keySet().containsAll(asked));
    assertTrue(pipeline.verify().isExact());
  }

  /**
   * Whether the alert of an edge says what its score is made of, as of the rows that there are now:
   * then it is what comes from scratch.
   */
  private static boolean isExplained(Pipeline pipeline, SageModel scored, EdgeRef edge) {
    LinearPart live = alerts(pipeline).get(edge).linear();
    Map<String, RowName> last = lastRows(pipeline, pipeline.config.linkRowsTopic());
    if (live == null || !live.rows().equals(List.of(last.get(edge.src()), last.get(edge.dst())))) {
      return false;
    }
    LinearPart scratch = new Explainer(scored).explain(graph(pipeline), edge.src(), edge.dst());
    assertEquals(scratch, live.of(List.of()), edge::toString);
    return true;
  }

  /** By event, the last of each. */
  private static Map<EdgeRef, Alert> alerts(Pipeline pipeline) {
    Map<EdgeRef, Alert> alerts = new HashMap<>();
    all(pipeline).forEach(alert -> alerts.put(alert.events().get(0), alert));
    return alerts;
  }

  private static List<Alert> all(Pipeline pipeline) {
    List<Alert> alerts = new ArrayList<>();
    reader()
        .read(
            pipeline.config.topics().alerts(),
            record -> {
              try {
                alerts.add(new AlertCodec().decode(record.value()));
              } catch (AlertException e) {
                throw new AssertionError(e);
              }
            });
    return alerts;
  }

  private static Map<String, RowName> lastRows(Pipeline pipeline, String topic) {
    Map<String, RowName> last = new HashMap<>();
    reader()
        .read(
            topic,
            record -> {
              if (record.value() == null) {
                last.remove(new String(record.key(), StandardCharsets.UTF_8));
                return;
              }
              try {
                Embedding row = EmbeddingCodecs.decodeAny(record.value());
                last.put(row.vertex(), RowName.of(row));
              } catch (BadRecordException e) {
                throw new AssertionError(e);
              }
            });
    return last;
  }

  private static TopicReader reader() {
    return new TopicReader(
        broker.bootstrapServers(), Isolation.READ_COMMITTED, Duration.ofSeconds(30));
  }
}
