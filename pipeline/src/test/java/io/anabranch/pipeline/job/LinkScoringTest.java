// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.job;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.anabranch.connectors.kafka.Isolation;
import io.anabranch.connectors.kafka.TopicReader;
import io.anabranch.pipeline.verify.ScoreReport;
import io.anabranch.pipeline.verify.ScoreVerifier;
import io.anabranch.state.event.EdgeEvent;
import io.anabranch.state.event.GraphEvent;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.flink.api.common.JobID;
import org.apache.flink.api.common.JobStatus;
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
