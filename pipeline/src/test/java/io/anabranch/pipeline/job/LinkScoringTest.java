// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.job;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.anabranch.connectors.codec.BadRecordException;
import io.anabranch.connectors.codec.Embedding;
import io.anabranch.connectors.codec.EmbeddingCodecs;
import io.anabranch.connectors.kafka.Isolation;
import io.anabranch.connectors.kafka.ProbeStatus;
import io.anabranch.connectors.kafka.TopicReader;
import io.anabranch.model.artifact.ModelArtifacts;
import io.anabranch.model.autoencoder.InnerProduct;
import io.anabranch.model.layer.AggregatorType;
import io.anabranch.model.layer.SageModel;
import io.anabranch.pipeline.config.ConfigException;
import io.anabranch.pipeline.link.Partner;
import io.anabranch.pipeline.link.RowName;
import io.anabranch.pipeline.verify.ScoreReport;
import io.anabranch.pipeline.verify.ScoreVerifier;
import io.anabranch.pipeline.verify.TopicGraph;
import io.anabranch.pipeline.verify.Verifier;
import io.anabranch.state.event.EdgeEvent;
import io.anabranch.state.event.GraphEvent;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.flink.api.common.JobID;
import org.apache.flink.api.common.JobStatus;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Scores of links on a real broker: each can be computed anew from the rows that it names. */
class LinkScoringTest extends BrokerTest {

  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final String ON = "link.enabled=true";

  @ParameterizedTest
  @CsvSource({"1, heap, directed", "2, rocksdb, undirected", "3, heap, directed"})
  void eachEdgeThatArrivesIsScoredOnce(int parallelism, String backend, String direction)
      throws Exception {
    Pipeline pipeline =
        pipeline(
            "surprise%d-%s".formatted(parallelism, backend),
            Pipeline.model(8, 8, 8),
            ON,
            "job.parallelism=" + parallelism,
            "state.backend=" + backend,
            "graph.direction=" + direction);
    List<GraphEvent> events = Pipeline.payments(parallelism, 200, 2_000);
    int half = events.size() / 2;
    try (EmbeddedCluster cluster = EmbeddedCluster.start(FlinkSettings.of(pipeline.config))) {
      JobID job = cluster.submit(EmbeddingJob.of(pipeline.config, pipeline.model), null);
      pipeline.watch(cluster, job);
      pipeline.send(events.subList(0, half));
      pipeline.probe();
      pipeline.send(events.subList(half, events.size()));
      assertTrue(pipeline.verify().isExact());
      ScoreReport report = new ScoreVerifier(pipeline.config).verify();
      assertTrue(report.isExact(), report::toString);
      assertEquals(0, report.gone(), report::toString);
      assertTrue(report.identical() > 500, report::toString);
      assertEquals(accepted(pipeline, events), surprises(pipeline));
      assertEquals(JobStatus.RUNNING, cluster.status(job));
      cluster.cancel(job);
    }
  }

  /** At least once: none is lost. With transactions none is seen twice, and no row is gone. */
  @ParameterizedTest
  @CsvSource({"at-least-once, heap", "exactly-once, rocksdb"})
  void aKilledTaskManagerLosesNoScore(String delivery, String backend) throws Exception {
    Pipeline pipeline =
        pipeline(
            "surprise-kill-" + delivery,
            Pipeline.model(8, 8, 8),
            ON,
            "job.parallelism=2",
            "state.backend=" + backend,
            "embeddings.delivery=" + delivery);
    List<GraphEvent> events = Pipeline.payments(5, 200, 4_000);
    int third = events.size() / 3;
    try (EmbeddedCluster cluster = EmbeddedCluster.start(FlinkSettings.of(pipeline.config), 2, 1)) {
      JobID job = cluster.submit(EmbeddingJob.of(pipeline.config, pipeline.model), null);
      pipeline.watch(cluster, job);
      pipeline.send(events.subList(0, third));
      pipeline.probe();
      pipeline.send(events.subList(third, 2 * third));
      cluster.replaceTaskManager(0);
      pipeline.send(events.subList(2 * third, events.size()));
      pipeline.probe();
      Map<String, Integer> accepted = accepted(pipeline, events);
      if (delivery.equals("exactly-once")) {
        await()
            .atMost(Duration.ofSeconds(60))
            .untilAsserted(() -> assertEquals(accepted, surprises(pipeline)));
      } else {
        Map<String, Integer> came = surprises(pipeline);
        accepted.forEach((edge, times) -> assertTrue(came.getOrDefault(edge, 0) >= times, edge));
      }
      ScoreReport report = new ScoreVerifier(pipeline.config).verify();
      assertTrue(report.isExact(), report::toString);
      if (delivery.equals("exactly-once")) {
        assertEquals(0, report.gone(), report::toString);
      }
      assertTrue(report.identical() > 500, report::toString);
      cluster.cancel(job);
    }
  }

  /**
   * The last period of a bounded input: the same scores at every parallelism, and those that are
   * found by comparing every row with every other one.
   */
  @ParameterizedTest
  @CsvSource({"10000, heap", "0, rocksdb"})
  void theLastPeriodIsTheSameAtEveryParallelism(int exactBelow, String backend) throws Exception {
    List<GraphEvent> events = Pipeline.payments(11, 200, 1_500);
    Map<String, String> expected = null;
    for (int parallelism : new int[] {1, 2, 5}) {
      Pipeline pipeline =
          pipeline(
              "last%d-%d".formatted(exactBelow, parallelism),
              Pipeline.model(8, 8, 8),
              ON,
              "link.top-k=5",
              "link.index-shards=3",
              "link.exact-below=" + exactBelow,
              "link.period=1h",
              "link.pause=0ms",
              "job.parallelism=" + parallelism,
              "state.backend=" + backend);
      pipeline.send(events);
      try (EmbeddedCluster cluster = EmbeddedCluster.start(FlinkSettings.of(pipeline.config))) {
        JobID job = cluster.submit(EmbeddingJob.bounded(pipeline.config, pipeline.model), null);
        cluster.awaitEnd(job);
      }
      ScoreReport report = new ScoreVerifier(pipeline.config).verify();
      assertTrue(report.isExact(), report::toString);
      assertEquals(0, report.gone(), report::toString);
      Map<String, String> last = last(pipeline);
      assertTrue(last.size() > 150, () -> last.size() + " vertices");
      if (expected == null) {
        expected = last;
      }
      assertEquals(expected, last);
      if (exactBelow > 0) {
        assertEquals(bruteForce(pipeline, 5), last);
      }
    }
  }

  /** Periods end while the stream goes on; a query is answered, whoever it asks for. */
  @Test
  void periodsEndAndQueriesAreAnsweredWhileTheStreamGoesOn() throws Exception {
    Pipeline pipeline =
        pipeline(
            "periods",
            Pipeline.model(8, 8, 8),
            ON,
            "link.period=1s",
            "link.pause=0ms",
            "job.horizon-interval=20ms",
            "job.parallelism=2");
    List<GraphEvent> events = Pipeline.payments(12, 200, 3_000);
    String scores = pipeline.config.link().topics().scores();
    try (EmbeddedCluster cluster = EmbeddedCluster.start(FlinkSettings.of(pipeline.config), 2, 1)) {
      JobID job = cluster.submit(EmbeddingJob.of(pipeline.config, pipeline.model), null);
      pipeline.watch(cluster, job);
      pipeline.send(events.subList(0, 1_500));
      pipeline.probe();
      pipeline.send(events.subList(1_500, 2_500));
      cluster.replaceTaskManager(0);
      pipeline.send(events.subList(2_500, events.size()));
      pipeline.probe();
      await()
          .atMost(Duration.ofSeconds(60))
          .until(() -> records(scores).stream().anyMatch(r -> r.path("partners").size() == 10));
      EdgeEvent edge =
          (EdgeEvent) events.stream().filter(EdgeEvent.class::isInstance).findFirst().orElseThrow();
      ask(
          pipeline,
          "{\"query\":\"q1\",\"u\":\"%s\",\"v\":\"%s\"}".formatted(edge.src(), edge.dst()));
      ask(pipeline, "{\"query\":\"q2\",\"u\":\"%s\",\"v\":\"nobody\"}".formatted(edge.src()));
      ask(pipeline, "{\"query\":\"q3\",\"u\":\"nobody\"}");
      String topic = pipeline.config.link().topics().answers();
      await().atMost(Duration.ofSeconds(60)).until(() -> records(topic).size() == 2);
      Map<String, JsonNode> answers = new TreeMap<>();
      records(topic).forEach(answer -> answers.put(answer.path("query").asText(), answer));
      assertTrue(answers.get("q1").has("logit"), () -> answers.get("q1").toString());
      assertTrue(answers.get("q1").path("uKnown").asBoolean());
      assertTrue(answers.get("q2").path("uKnown").asBoolean());
      assertEquals("false", answers.get("q2").path("vKnown").asText());
      assertEquals("false", answers.get("q2").path("existing").asText());
      await()
          .atMost(Duration.ofSeconds(60))
          .until(
              () ->
                  records(pipeline.config.topics().deadLetters()).stream()
                      .anyMatch(letter -> letter.path("query").asText().equals("q3")));
      ScoreReport report = new ScoreVerifier(pipeline.config).verify();
      assertTrue(report.isExact(), report::toString);
      cluster.cancel(job);
    }
  }

  private static void ask(Pipeline pipeline, String query) {
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", broker.bootstrapServers()),
            new ByteArraySerializer(),
            new ByteArraySerializer())) {
      producer.send(
          new ProducerRecord<>(
              pipeline.config.link().topics().queries(), query.getBytes(StandardCharsets.UTF_8)));
    }
  }

  /** By vertex: the checksum of its row, and its partners with theirs and their scores. */
  private static Map<String, String> last(Pipeline pipeline) {
    Map<String, String> last = new TreeMap<>();
    for (JsonNode scores : records(pipeline.config.link().topics().scores())) {
      if (scores.path("last").asBoolean()) {
        StringBuilder text = new StringBuilder(scores.path("row").path("checksum").asText());
        for (JsonNode partner : scores.path("partners")) {
          text.append(
              " %s %s %s"
                  .formatted(
                      partner.path("vertex").asText(),
                      partner.path("checksum").asText(),
                      Float.parseFloat(partner.path("logit").asText())));
        }
        assertNull(last.put(scores.path("vertex").asText(), text.toString()), "each once");
      }
    }
    return last;
  }

  /** The same from the last rows of the embeddings topic and the live edges of the graph. */
  private static Map<String, String> bruteForce(Pipeline pipeline, int topK) {
    TreeMap<String, Embedding> rows = new TreeMap<>();
    reader()
        .read(
            pipeline.config.topics().embeddings(),
            record -> {
              String vertex = new String(record.key(), StandardCharsets.UTF_8);
              if (record.value() == null) {
                rows.remove(vertex);
              } else {
                rows.put(vertex, embedding(record.value()));
              }
            });
    Set<String> linked = new HashSet<>();
    TopicGraph graph = new TopicGraph(pipeline.config, Pipeline.DIMENSION);
    graph.readAll();
    for (EdgeEvent edge : graph.graph().edges()) {
      linked.add(edge.src() + "\n" + edge.dst());
      linked.add(edge.dst() + "\n" + edge.src());
    }
    Map<String, String> all = new TreeMap<>();
    for (Embedding u : rows.values()) {
      List<Partner> partners = new ArrayList<>();
      for (Embedding v : rows.values()) {
        if (v != u && !linked.contains(u.vertex() + "\n" + v.vertex())) {
          partners.add(new Partner(RowName.of(v), InnerProduct.logit(u.values(), v.values())));
        }
      }
      partners.sort(Partner.ORDER);
      StringBuilder text = new StringBuilder("%08x".formatted(RowName.of(u).checksum()));
      for (Partner partner : partners.subList(0, topK)) {
        text.append(
            " %s %08x %s"
                .formatted(partner.row().vertex(), partner.row().checksum(), partner.logit()));
      }
      all.put(u.vertex(), text.toString());
    }
    return all;
  }

  private static Embedding embedding(byte[] value) {
    try {
      return EmbeddingCodecs.decodeAny(value);
    } catch (BadRecordException e) {
      throw new AssertionError(e);
    }
  }

  /**
   * The encoder of an autoencoder beside a model of means; both are exact, and a kill is survived.
   */
  @ParameterizedTest
  @CsvSource({"MEAN, heap", "NORMALISED_SUM, rocksdb"})
  void aSecondModelIsAsExactAndLinksAreScoredWithItsRows(AggregatorType served, String backend)
      throws Exception {
    SageModel second =
        SageModel.random("encoder", 9, AggregatorType.NORMALISED_SUM, new int[] {8, 6, 4}, 7, true);
    Path artifact = ModelArtifacts.write(second, directory.resolve("second-" + backend));
    Pipeline pipeline =
        pipeline(
            "second-" + backend,
            SageModel.random("test", 3, served, new int[] {8, 8, 8}, 42, true),
            ON,
            "link.model=" + artifact,
            "graph.direction=undirected",
            "job.parallelism=2",
            "state.backend=" + backend);
    List<GraphEvent> events = Pipeline.payments(14, 200, 2_000);
    int half = events.size() / 2;
    try (EmbeddedCluster cluster = EmbeddedCluster.start(FlinkSettings.of(pipeline.config), 2, 1)) {
      JobID job = cluster.submit(EmbeddingJob.of(pipeline.config, pipeline.model), null);
      pipeline.watch(cluster, job);
      pipeline.send(events.subList(0, half));
      pipeline.probe();
      cluster.replaceTaskManager(0);
      pipeline.send(events.subList(half, events.size()));
      ProbeStatus probe = pipeline.probe();
      Verifier.Report first = new Verifier(pipeline.config, pipeline.model).verify(probe);
      assertTrue(first.isExact(), first::toString);
      Verifier.Report rows = Verifier.ofLinkModel(pipeline.config, second).verify(probe);
      assertTrue(rows.isExact(), rows::toString);
      assertTrue(rows.comparison().expected() > 100, rows::toString);
      ScoreReport report = new ScoreVerifier(pipeline.config).verify();
      assertTrue(report.isExact(), report::toString);
      assertTrue(report.identical() > 200, report::toString);
      assertEquals(
          Set.of(9),
          records(pipeline.config.link().topics().surprises()).stream()
              .filter(scored -> scored.has("srcRow"))
              .map(scored -> scored.path("srcRow").path("modelVersion").asInt())
              .collect(Collectors.toSet()));
      cluster.cancel(job);
    }
  }

  @Test
  void aSecondModelThatCannotGoBesideTheFirstIsRefused() throws Exception {
    SageModel wide = SageModel.random("wide", 1, new int[] {9, 4}, 7, true);
    Path artifact = ModelArtifacts.write(wide, directory.resolve("wide"));
    Pipeline pipeline = pipeline("refused", Pipeline.model(8, 8), ON, "link.model=" + artifact);
    ConfigException refused =
        assertThrows(ConfigException.class, () -> EmbeddingJob.of(pipeline.config, pipeline.model));
    assertTrue(
        refused.getMessage().contains("as many features as the served model takes, 8; came 9"),
        refused::getMessage);
  }

  /** A model follows another while edges arrive: no score is of two versions. */
  @Test
  void whileModelsChangeNoScoreIsOfTwo() throws Exception {
    Path registry = directory.resolve("registry");
    SageModel three = SageModel.random("test", 3, new int[] {8, 8, 8}, 3, true);
    SageModel four = SageModel.random("test", 4, new int[] {8, 9, 8}, 4, true);
    Path first = ModelArtifacts.write(three, registry);
    Path next = ModelArtifacts.write(four, registry);
    Pipeline pipeline =
        pipeline("link-swap", three, ON, "job.parallelism=2", "model.path=" + first);
    List<GraphEvent> events = Pipeline.payments(15, 1_000, 6_000);
    int third = events.size() / 3;
    try (EmbeddedCluster cluster = EmbeddedCluster.start(FlinkSettings.of(pipeline.config))) {
      JobID job = cluster.submit(EmbeddingJob.of(pipeline.config, pipeline.model), null);
      pipeline.watch(cluster, job);
      pipeline.send(events.subList(0, third));
      pipeline.probe();
      pipeline.goOver(four, next, events.subList(third, 2 * third));
      pipeline.send(events.subList(2 * third, events.size()));
      pipeline.probe();
      ScoreReport report = new ScoreVerifier(pipeline.config).verify();
      assertTrue(report.isExact(), report::toString);
      assertEquals(0, report.gone(), report::toString);
      assertEquals(
          Set.of(3, 4),
          records(pipeline.config.link().topics().surprises()).stream()
              .filter(scored -> scored.has("srcRow"))
              .map(scored -> scored.path("srcRow").path("modelVersion").asInt())
              .collect(Collectors.toSet()));
      cluster.cancel(job);
    }
  }

  /** How often each add passed the gate: what was sent, without what went to dead letters. */
  private static Map<String, Integer> accepted(Pipeline pipeline, List<GraphEvent> events) {
    Map<String, Integer> accepted = new TreeMap<>();
    for (GraphEvent event : events) {
      if (event instanceof EdgeEvent edge && edge.op() == EdgeEvent.Op.ADD) {
        accepted.merge(edge.src() + " " + edge.dst() + " " + edge.timestamp(), 1, Integer::sum);
      }
    }
    reader()
        .read(
            pipeline.config.topics().deadLetters(),
            letter -> {
              JsonNode edge = json(letter.value());
              if (edge.has("dst") && !edge.path("op").asText().equals("remove")) {
                accepted.computeIfPresent(
                    text(edge), (key, times) -> times == 1 ? null : times - 1);
              }
            });
    return accepted;
  }

  private static Map<String, Integer> surprises(Pipeline pipeline) {
    Map<String, Integer> surprises = new TreeMap<>();
    records(pipeline.config.link().topics().surprises())
        .forEach(record -> surprises.merge(text(record), 1, Integer::sum));
    return surprises;
  }

  private static String text(JsonNode edge) {
    return edge.path("src").asText()
        + " "
        + edge.path("dst").asText()
        + " "
        + edge.path("timestamp").asText();
  }

  private static List<JsonNode> records(String topic) {
    List<JsonNode> records = new ArrayList<>();
    reader().read(topic, record -> records.add(json(record.value())));
    return records;
  }

  private static JsonNode json(byte[] value) {
    try {
      return MAPPER.readTree(value);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static TopicReader reader() {
    return new TopicReader(
        broker.bootstrapServers(), Isolation.READ_COMMITTED, Duration.ofSeconds(30));
  }
}
