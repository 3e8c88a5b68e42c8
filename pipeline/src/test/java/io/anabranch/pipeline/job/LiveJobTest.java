// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.job;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.anabranch.model.layer.AggregatorType;
import io.anabranch.model.layer.SageModel;
import io.anabranch.model.layer.Sampling;
import io.anabranch.pipeline.verify.Verifier.Report;
import io.anabranch.state.event.GraphEvent;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.apache.flink.api.common.JobID;
import org.apache.flink.api.common.JobStatus;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The live job on a real broker: all bits equal, whatever the parallelism, backend and failure. */
class LiveJobTest extends BrokerTest {

  @ParameterizedTest
  @CsvSource({
    "1, heap, 1, directed",
    "2, heap, 2, undirected",
    "3, heap, 3, directed",
    "1, rocksdb, 2, directed",
    "2, rocksdb, 3, undirected",
    "3, rocksdb, 2, directed"
  })
  void embeddingsAreBitIdenticalToARecompute(
      int parallelism, String backend, int layers, String direction) throws Exception {
    int[] widths = new int[layers + 1];
    Arrays.fill(widths, Pipeline.DIMENSION);
    Pipeline pipeline =
        pipeline(
            "p%d-%s".formatted(parallelism, backend),
            Pipeline.model(widths),
            "job.parallelism=" + parallelism,
            "state.backend=" + backend,
            "graph.direction=" + direction);
    pipeline.send(Pipeline.payments(parallelism, 200, 2_000));
    try (EmbeddedCluster cluster = EmbeddedCluster.start(FlinkSettings.of(pipeline.config))) {
      JobID job = cluster.submit(EmbeddingJob.of(pipeline.config, pipeline.model), null);
      pipeline.watch(cluster, job);
      assertExact(pipeline.verify());
      pipeline.send(Pipeline.payments(parallelism + 10, 200, 500));
      assertExact(pipeline.verify());
      assertEquals(JobStatus.RUNNING, cluster.status(job));
      cluster.cancel(job);
    }
  }

  /** Most accounts have more than three in-edges, so that samples change all the time. */
  @ParameterizedTest
  @CsvSource({"HASH, heap", "MOST_RECENT, rocksdb"})
  void withFanoutsAllBitsAreEqual(Sampling.Order order, String backend) throws Exception {
    SageModel model = Pipeline.model(8, 8, 8).withSampling(new Sampling(List.of(3, 2), order, 11));
    Pipeline pipeline =
        pipeline("fanout-" + backend, model, "job.parallelism=2", "state.backend=" + backend);
    List<GraphEvent> events = Pipeline.payments(9, 200, 4_000);
    try (EmbeddedCluster cluster = EmbeddedCluster.start(FlinkSettings.of(pipeline.config))) {
      JobID job = cluster.submit(EmbeddingJob.of(pipeline.config, model), null);
      pipeline.watch(cluster, job);
      pipeline.send(events.subList(0, events.size() / 2));
      assertExact(pipeline.verify());
      pipeline.send(events.subList(events.size() / 2, events.size()));
      assertExact(pipeline.verify());
      cluster.cancel(job);
    }
  }

  @ParameterizedTest
  @CsvSource({"heap", "rocksdb"})
  void aKilledTaskManagerChangesNoBit(String backend) throws Exception {
    Pipeline pipeline =
        pipeline(
            "kill-" + backend,
            Pipeline.model(8, 8, 8),
            "job.parallelism=2",
            "state.backend=" + backend);
    List<GraphEvent> events = Pipeline.payments(5, 200, 6_000);
    int third = events.size() / 3;
    try (EmbeddedCluster cluster = EmbeddedCluster.start(FlinkSettings.of(pipeline.config), 2, 1)) {
      JobID job = cluster.submit(EmbeddingJob.of(pipeline.config, pipeline.model), null);
      pipeline.watch(cluster, job);
      pipeline.send(events.subList(0, third));
      pipeline.probe(); // so that there is a checkpoint to come back to
      pipeline.send(events.subList(third, 2 * third));
      cluster.replaceTaskManager(0);
      pipeline.send(events.subList(2 * third, events.size()));
      assertExact(pipeline.verify());
      assertEquals(JobStatus.RUNNING, cluster.status(job));
      cluster.cancel(job);
    }
  }

  @ParameterizedTest
  @CsvSource({"heap", "rocksdb"})
  void aSavepointIsTakenOnAtAnotherParallelism(String backend) throws Exception {
    SageModel model = Pipeline.model(8, 8, 8);
    List<GraphEvent> events = Pipeline.payments(6, 200, 3_000);
    Path savepoint;
    Pipeline two =
        pipeline("rescale-" + backend, model, "job.parallelism=2", "state.backend=" + backend);
    try (EmbeddedCluster cluster = EmbeddedCluster.start(FlinkSettings.of(two.config))) {
      JobID job = cluster.submit(EmbeddingJob.of(two.config, model), null);
      two.watch(cluster, job);
      two.send(events.subList(0, 1_500));
      assertExact(two.verify());
      savepoint = cluster.stop(job, directory.resolve("savepoints"));
    }
    Pipeline three =
        pipeline("rescale-" + backend, model, "job.parallelism=3", "state.backend=" + backend);
    try (EmbeddedCluster cluster = EmbeddedCluster.start(FlinkSettings.of(three.config))) {
      JobID job = cluster.submit(EmbeddingJob.of(three.config, model), savepoint);
      three.watch(cluster, job);
      three.send(events.subList(1_500, events.size()));
      assertExact(three.verify());
      cluster.cancel(job);
    }
  }

  /** Who keeps words needs a fan-out; here few vertices have more in-edges. */
  private static SageModel model(AggregatorType aggregator) {
    return SageModel.random("test", 3, aggregator, new int[] {8, 8, 8}, 42, true)
        .withSampling(
            aggregator.keepsWords()
                ? new Sampling(List.of(20, 10), Sampling.Order.HASH, 5)
                : Sampling.ALL);
  }

  /** A TaskManager is killed on the way: mailboxes and counts come back with the checkpoint. */
  @ParameterizedTest
  @CsvSource({
    "GCN, heap",
    "MAX_POOL, rocksdb",
    "LSTM, rocksdb",
    "ATTENTION, heap",
    "NORMALISED_SUM, rocksdb"
  })
  void otherAggregatorsAreAsExact(AggregatorType aggregator, String backend) throws Exception {
    Pipeline pipeline =
        pipeline(
            "aggregator-" + aggregator.text(),
            model(aggregator),
            "job.parallelism=2",
            "state.backend=" + backend);
    List<GraphEvent> events = Pipeline.payments(9, 200, 2_000);
    int half = events.size() / 2;
    try (EmbeddedCluster cluster = EmbeddedCluster.start(FlinkSettings.of(pipeline.config), 2, 1)) {
      JobID job = cluster.submit(EmbeddingJob.of(pipeline.config, pipeline.model), null);
      pipeline.watch(cluster, job);
      pipeline.send(events.subList(0, half));
      pipeline.probe();
      cluster.replaceTaskManager(0);
      pipeline.send(events.subList(half, events.size()));
      assertExact(pipeline.verify());
      cluster.cancel(job);
    }
  }

  /** So small a budget that the hubs are in the middle of it whenever a TaskManager dies. */
  @ParameterizedTest
  @CsvSource({"MEAN, heap", "MAX_POOL, rocksdb", "NORMALISED_SUM, heap"})
  void aDeferredHubSurvivesACrash(AggregatorType aggregator, String backend) throws Exception {
    Pipeline pipeline =
        pipeline(
            "hubs-" + aggregator.text(),
            model(aggregator),
            "job.parallelism=2",
            "state.backend=" + backend,
            "hub.min-subscribers=5",
            "hub.budget=20");
    List<GraphEvent> events = Pipeline.payments(10, 200, 3_000);
    int third = events.size() / 3;
    try (EmbeddedCluster cluster = EmbeddedCluster.start(FlinkSettings.of(pipeline.config), 2, 1)) {
      JobID job = cluster.submit(EmbeddingJob.of(pipeline.config, pipeline.model), null);
      pipeline.watch(cluster, job);
      pipeline.send(events.subList(0, third));
      pipeline.probe(); // settles the hubs; from here on they defer
      pipeline.send(events.subList(third, 2 * third));
      awaitCheckpoint(pipeline);
      awaitCheckpoint(pipeline); // begun after the events were there, with hubs deferred in it
      cluster.replaceTaskManager(0);
      pipeline.send(events.subList(2 * third, events.size()));
      assertExact(pipeline.verify());
      assertEquals(JobStatus.RUNNING, cluster.status(job));
      cluster.cancel(job);
    }
  }

  /** The mutation check of our own proof. */
  @Test
  void verifyFindsOneDeltaLostInTenThousand() throws Exception {
    Pipeline pipeline = pipeline("lossy", Pipeline.model(8, 8, 8), "job.parallelism=2");
    try (EmbeddedCluster cluster = EmbeddedCluster.start(FlinkSettings.of(pipeline.config))) {
      JobID job =
          cluster.submit(EmbeddingJob.of(pipeline.config, pipeline.model).losing(10_000), null);
      pipeline.watch(cluster, job);
      pipeline.send(Pipeline.payments(8, 200, 30_000));
      Report report = pipeline.verify();
      assertFalse(report.isExact(), report::toString);
      assertFalse(report.comparison().differences().isEmpty(), "the first vertices are named");
      cluster.cancel(job);
    }
  }

  @Test
  void aBoundedJobEndsByItself() throws Exception {
    Pipeline pipeline = pipeline("bounded", Pipeline.model(8, 8), "job.parallelism=2");
    pipeline.send(Pipeline.payments(7, 100, 500));
    try (EmbeddedCluster cluster = EmbeddedCluster.start(FlinkSettings.of(pipeline.config))) {
      JobID job = cluster.submit(EmbeddingJob.bounded(pipeline.config, pipeline.model), null);
      pipeline.watch(cluster, job);
      assertEquals(null, cluster.failure(job));
      assertEquals(JobStatus.FINISHED, cluster.status(job));
    }
  }

  private static void awaitCheckpoint(Pipeline pipeline) throws IOException {
    Path checkpoints = pipeline.config.job().checkpointDirectory();
    Optional<Path> before = RetainedCheckpoints.newest(checkpoints);
    await()
        .ignoreExceptions() // older ones are deleted meanwhile
        .atMost(Duration.ofSeconds(60))
        .until(() -> !RetainedCheckpoints.newest(checkpoints).equals(before));
  }

  private static void assertExact(Report report) {
    assertTrue(report.isExact(), report::toString);
    assertTrue(report.comparison().expected() > 100, report::toString);
  }
}
