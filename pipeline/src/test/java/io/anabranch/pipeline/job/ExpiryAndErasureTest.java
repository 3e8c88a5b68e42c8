// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.job;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.anabranch.connectors.broker.LocalBroker;
import io.anabranch.pipeline.verify.Verifier.Report;
import io.anabranch.state.event.EdgeEvent;
import io.anabranch.state.event.EraseEvent;
import io.anabranch.state.event.FeaturesEvent;
import io.anabranch.state.event.GraphEvent;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.apache.flink.api.common.JobID;
import org.apache.flink.api.common.JobStatus;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Edges that expire and accounts that are erased, on a real broker, and a TaskManager killed. */
class ExpiryAndErasureTest {

  @TempDir Path directory;

  @ParameterizedTest
  @CsvSource({"heap, directed", "rocksdb, undirected"})
  void allBitsAreEqualAndInTheEndThereIsNothing(String backend, String direction) throws Exception {
    try (LocalBroker broker = LocalBroker.start(directory.resolve("broker"), 0)) {
      Pipeline pipeline =
          new Pipeline(
              broker.bootstrapServers(),
              "expiry",
              directory.resolve("checkpoints"),
              Pipeline.model(8, 8, 8),
              "job.parallelism=2",
              "edge.ttl=60s",
              "graph.direction=" + direction,
              "state.backend=" + backend);
      List<GraphEvent> events = withErases(Pipeline.payments(5, 200, 4_000));
      int third = events.size() / 3;
      try (EmbeddedCluster cluster =
          EmbeddedCluster.start(FlinkSettings.of(pipeline.config), 2, 1)) {
        JobID job = cluster.submit(EmbeddingJob.of(pipeline.config, pipeline.model), null);
        pipeline.watch(cluster, job);
        pipeline.send(events.subList(0, third));
        pipeline.probe(); // so that there is a checkpoint to come back to
        pipeline.send(events.subList(third, 2 * third));
        cluster.replaceTaskManager(0);
        pipeline.send(events.subList(2 * third, events.size()));
        Report report = pipeline.verify();
        assertTrue(report.isExact(), report::toString);
        assertTrue(report.comparison().expected() > 100, report::toString);
        assertTrue(report.edges() > 100 && report.edges() < 3_000, report::toString);

        pipeline.send(eraseAll(events));
        Report last = pipeline.verify();
        assertTrue(last.isExact(), last::toString);
        assertEquals(0, last.comparison().expected(), "every row has ended in a tombstone");
        assertEquals(JobStatus.RUNNING, cluster.status(job));
        cluster.cancel(job);
      }
    }
  }

  /** Now and then the payer of a payment is erased, a few with what they did a second ago left. */
  private static List<GraphEvent> withErases(List<GraphEvent> events) {
    List<GraphEvent> all = new ArrayList<>();
    int edges = 0;
    for (GraphEvent event : events) {
      all.add(event);
      if (event instanceof EdgeEvent edge && ++edges % 200 == 0) {
        all.add(new EraseEvent(edge.src(), edge.timestamp() - edges % 3 * 500));
      }
    }
    return all;
  }

  /** Erases of every account, after everything else. */
  private static List<GraphEvent> eraseAll(List<GraphEvent> events) {
    long end = events.stream().mapToLong(GraphEvent::timestamp).max().orElseThrow() + 1;
    TreeSet<String> accounts = new TreeSet<>();
    for (GraphEvent event : events) {
      if (event instanceof EdgeEvent edge) {
        accounts.add(edge.src());
        accounts.add(edge.dst());
      } else if (event instanceof FeaturesEvent write) {
        accounts.add(write.vertex());
      }
    }
    List<GraphEvent> erases = new ArrayList<>();
    accounts.forEach(account -> erases.add(new EraseEvent(account, end)));
    return erases;
  }
}
