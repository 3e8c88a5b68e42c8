// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.job;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.anabranch.connectors.kafka.Isolation;
import io.anabranch.connectors.kafka.RawRecord;
import io.anabranch.connectors.kafka.TopicReader;
import io.anabranch.model.artifact.ModelArtifacts;
import io.anabranch.model.layer.SageModel;
import io.anabranch.pipeline.evaluation.EvaluationRecord;
import io.anabranch.pipeline.evaluation.EvaluationSettings;
import io.anabranch.pipeline.evaluation.EvaluationTopic;
import io.anabranch.pipeline.gate.Gate;
import io.anabranch.pipeline.prequential.Measures;
import io.anabranch.pipeline.prequential.Observation;
import io.anabranch.pipeline.prequential.Prequential;
import io.anabranch.state.event.EdgeEvent;
import io.anabranch.state.event.EraseEvent;
import io.anabranch.state.event.GraphEvent;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.apache.flink.api.common.JobID;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The live job measures its stream, on a real broker. */
@Timeout(value = 4, unit = TimeUnit.MINUTES)
class LiveEvaluationJobTest extends BrokerTest {

  /** One partition, one subtask: what the job says is what the rules say of the topic's edges. */
  @Test
  void aReplaySaysWhatTheRulesSayOfTheTopic() throws Exception {
    Pipeline pipeline =
        pipeline(
            "evaluated",
            Pipeline.model(8, 8),
            "evaluation.enabled=true",
            "evaluation.embeddings=false",
            "evaluation.drift-scorer=recency",
            "evaluation.one-in=1",
            "evaluation.negatives=20",
            "evaluation.period=10s",
            "topics.partitions=1",
            "job.parallelism=1");
    // Features come in a topic of their own, so when an erase does is not told by the edges.
    List<GraphEvent> events =
        Pipeline.payments(3, 100, 1_500).stream()
            .filter(event -> !(event instanceof EraseEvent))
            .toList();
    pipeline.send(events);
    try (EmbeddedCluster cluster = EmbeddedCluster.start(FlinkSettings.of(pipeline.config))) {
      JobID job = cluster.submit(EmbeddingJob.bounded(pipeline.config, pipeline.model), null);
      cluster.awaitEnd(job);
    }
    List<EvaluationRecord> records = EvaluationTopic.read(pipeline.config);
    EvaluationRecord last = records.get(records.size() - 1);
    assertTrue(last.last());
    assertTrue(records.size() > 4, records.size() + " periods");

    Prequential offline =
        new Prequential(new EvaluationSettings(pipeline.config.evaluation(), true).prequential());
    Set<List<Object>> seen = new HashSet<>();
    long ranked = 0;
    for (EdgeEvent edge : accepted(pipeline)) {
      if (seen.add(List.of(edge.src(), edge.dst(), edge.id(), edge.timestamp()))) {
        Observation observation =
            offline.observe(edge.src(), edge.dst(), edge.timestamp(), vertex -> null);
        ranked += observation.ranks().isEmpty() ? 0 : 1;
      }
    }
    List<Measures> expected =
        offline.measures().stream().filter(m -> !m.scorer().equals("embeddings")).toList();
    assertEquals(expected, last.scorers());
    assertEquals(ranked, last.counts().rankedInAll());
    assertEquals(seen.size(), edges(records));
    assertTrue(records.stream().mapToLong(r -> r.counts().repeated()).sum() > 5);
  }

  /** The adds that pass the gate, in the order of the one partition. */
  private static List<EdgeEvent> accepted(Pipeline pipeline) {
    Gate gate = new Gate(EmbeddingJob.gateRules(pipeline.config, Pipeline.DIMENSION));
    List<EdgeEvent> accepted = new ArrayList<>();
    new TopicReader(broker.bootstrapServers(), Isolation.READ_COMMITTED, Duration.ofSeconds(30))
        .read(
            pipeline.config.topics().edges(),
            record -> {
              if (gate.judge(RawRecord.of(record)) instanceof Gate.Verdict.Passed passed) {
                for (GraphEvent event : passed.events()) {
                  if (event instanceof EdgeEvent edge && edge.op() == EdgeEvent.Op.ADD) {
                    accepted.add(edge);
                  }
                }
              }
            });
    return accepted;
  }

  private static long edges(List<EvaluationRecord> records) {
    return records.stream().mapToLong(record -> record.counts().edges()).sum();
  }

  /**
   * Three partitions, two subtasks, a task manager killed, a model that follows: each edge counts
   * once, and the rows that rank are in the end the new model's.
   */
  @Test
  void underAKillEachEdgeCountsOnceAndEmbeddingsRank() throws Exception {
    Path registry = directory.resolve("registry");
    SageModel three = SageModel.random("test", 3, new int[] {8, 8, 8}, 3, true);
    SageModel four = SageModel.random("test", 4, new int[] {8, 8, 8}, 4, true);
    Path first = ModelArtifacts.write(three, registry);
    Path next = ModelArtifacts.write(four, registry);
    Pipeline pipeline =
        pipeline(
            "evaluated-kill",
            three,
            "model.path=" + first,
            "evaluation.enabled=true",
            "evaluation.one-in=2",
            "evaluation.negatives=20",
            "evaluation.period=10s",
            "embeddings.delivery=exactly-once",
            "job.parallelism=2");
    List<GraphEvent> events =
        Pipeline.payments(4, 100, 3_000).stream()
            .filter(event -> !(event instanceof EraseEvent))
            .toList();
    int third = events.size() / 3;
    try (EmbeddedCluster cluster = EmbeddedCluster.start(FlinkSettings.of(pipeline.config), 2, 1)) {
      JobID job = cluster.submit(EmbeddingJob.of(pipeline.config, pipeline.model), null);
      pipeline.watch(cluster, job);
      pipeline.send(events.subList(0, third));
      pipeline.probe();
      pipeline.send(events.subList(third, 2 * third));
      cluster.replaceTaskManager(0);
      pipeline.send(events.subList(2 * third, events.size()));
      pipeline.goOver(four, next, List.of());
      heartbeats(pipeline);
      assertTrue(pipeline.verify(four).isExact());
      long expected =
          accepted(pipeline).stream()
              .map(edge -> List.of(edge.src(), edge.dst(), edge.id(), edge.timestamp()))
              .distinct()
              .count();
      await()
          .atMost(Duration.ofSeconds(60))
          .untilAsserted(
              () -> assertEquals(expected, edges(EvaluationTopic.read(pipeline.config))));
      cluster.cancel(job);
    }
    List<EvaluationRecord> records = EvaluationTopic.read(pipeline.config);
    EvaluationRecord last = records.get(records.size() - 1);
    assertTrue(records.stream().anyMatch(record -> Objects.equals(record.modelVersion(), 3)));
    assertEquals(4, last.modelVersion());
    Measures embeddings =
        last.scorers().stream()
            .filter(measures -> measures.scorer().equals("embeddings"))
            .findFirst()
            .orElseThrow();
    // Of some 20 candidates a tie of all would be a place of 11, and 1 / 11.
    assertTrue(embeddings.mrr() > 0.12, last::toString);
    assertTrue(last.counts().rankedInAll() > 1_000, last::toString);
    assertFalse(last.drift().fallen() && last.drift().since() == null);
  }

  /** A day later nothing of before is to come. */
  private static void heartbeats(Pipeline pipeline) throws Exception {
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", broker.bootstrapServers()),
            new ByteArraySerializer(),
            new ByteArraySerializer())) {
      byte[] heartbeat = "{\"op\":\"heartbeat\",\"timestamp\":1750100000000}".getBytes(UTF_8);
      byte[] key = "heartbeat".getBytes(UTF_8);
      for (int partition = 0; partition < 3; partition++) {
        producer
            .send(new ProducerRecord<>(pipeline.config.topics().edges(), partition, key, heartbeat))
            .get();
      }
    }
  }
}
