// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.job;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.anabranch.connectors.codec.BadRecordException;
import io.anabranch.connectors.codec.Embedding;
import io.anabranch.connectors.codec.EmbeddingCodecs;
import io.anabranch.connectors.kafka.Isolation;
import io.anabranch.connectors.kafka.TopicReader;
import io.anabranch.model.artifact.ModelArtifacts;
import io.anabranch.model.layer.AggregatorType;
import io.anabranch.model.layer.SageModel;
import io.anabranch.pipeline.alert.Alert;
import io.anabranch.pipeline.alert.AlertCodec;
import io.anabranch.pipeline.alert.AlertException;
import io.anabranch.pipeline.alert.EdgeRef;
import io.anabranch.pipeline.alert.LinearPart;
import io.anabranch.pipeline.explain.Explainer;
import io.anabranch.pipeline.link.RowName;
import io.anabranch.pipeline.verify.AlertReport;
import io.anabranch.pipeline.verify.AlertVerifier;
import io.anabranch.pipeline.verify.TopicGraph;
import io.anabranch.state.event.EdgeEvent;
import io.anabranch.state.event.GraphEvent;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.JobID;
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
      AlertReport report = new AlertVerifier(pipeline.config).verify();
      assertTrue(report.isExact(), report::toString);
      assertEquals(0, report.unanswered().count(), report::toString);
      assertTrue(report.explained() >= ASKED / 2, report::toString);
      cluster.cancel(job);
    }
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
    Map<String, RowName> last = lastRows(pipeline);
    if (live == null || !live.rows().equals(List.of(last.get(edge.src()), last.get(edge.dst())))) {
      return false;
    }
    TopicGraph topics = new TopicGraph(pipeline.config, Pipeline.DIMENSION);
    topics.readAll();
    LinearPart scratch = new Explainer(scored).explain(topics.graph(), edge.src(), edge.dst());
    assertEquals(scratch, live.of(List.of()), edge::toString);
    return true;
  }

  /** By event, the last of each. */
  private static Map<EdgeRef, Alert> alerts(Pipeline pipeline) {
    Map<EdgeRef, Alert> alerts = new HashMap<>();
    reader()
        .read(
            pipeline.config.topics().alerts(),
            record -> {
              try {
                Alert alert = new AlertCodec().decode(record.value());
                alerts.put(alert.events().get(0), alert);
              } catch (AlertException e) {
                throw new AssertionError(e);
              }
            });
    return alerts;
  }

  private static Map<String, RowName> lastRows(Pipeline pipeline) {
    Map<String, RowName> last = new HashMap<>();
    reader()
        .read(
            pipeline.config.linkRowsTopic(),
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
