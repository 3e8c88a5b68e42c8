// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.job;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.anabranch.connectors.kafka.ModelAnnouncement;
import io.anabranch.connectors.kafka.ModelStatus;
import io.anabranch.connectors.kafka.ModelStatus.State;
import io.anabranch.model.artifact.ModelArtifacts;
import io.anabranch.model.layer.SageModel;
import io.anabranch.pipeline.verify.Promotions;
import io.anabranch.pipeline.verify.Verifier.Report;
import io.anabranch.state.event.GraphEvent;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import org.apache.flink.api.common.JobID;
import org.apache.flink.api.common.JobStatus;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A model follows another one in the running job: all rows are of it, and all bits equal. */
class ModelSwapTest extends BrokerTest {

  private static final int FIRST = 3;
  private static final String SLOW = "model.sweep-rate=200"; // so that a sweep takes some seconds

  private static Path registry;

  /** Versions 3, 4 and 5; the later ones have other weights, and other widths within. */
  @BeforeAll
  static void publish() throws Exception {
    registry = directory.resolve("registry");
    ModelArtifacts.write(model(3), registry);
    ModelArtifacts.write(model(4), registry);
    ModelArtifacts.write(model(5), registry);
  }

  private static SageModel model(int version) {
    return SageModel.random("test", version, new int[] {8, 5 + version, 8}, version, true);
  }

  private static ModelAnnouncement announcement(int version) {
    return new ModelAnnouncement(
        "test",
        version,
        registry.resolve("test/" + version).toUri().toString(),
        ModelArtifacts.sha256(model(version)));
  }

  private static Pipeline open(String name, String... options) {
    String[] all = Arrays.copyOf(options, options.length + 1);
    all[options.length] = "model.path=" + registry.resolve("test/" + FIRST);
    return pipeline(name, model(FIRST), all);
  }

  private static ModelStatus promote(Pipeline pipeline, ModelAnnouncement announcement) {
    return new Promotions(pipeline.config)
        .promote(announcement, Duration.ofSeconds(60), status -> {}, pipeline::isAlive)
        .orElseThrow(() -> new AssertionError("nothing came of " + announcement));
  }

  private static void announce(Pipeline pipeline, int version) {
    new Promotions(pipeline.config).announce(announcement(version));
  }

  private static void awaitServing(Pipeline pipeline, int version) {
    await(pipeline, State.SERVING, version);
  }

  private static void await(Pipeline pipeline, State state, int version) {
    await(pipeline, said -> said.state() == state && said.version() == version);
  }

  private static ModelStatus await(Pipeline pipeline, Predicate<ModelStatus> wanted) {
    return new Promotions(pipeline.config)
        .await(wanted, Duration.ofSeconds(60), pipeline::isAlive)
        .orElseThrow(() -> new AssertionError("nobody said what was wanted"));
  }

  private static void assertExact(Report report, int version) {
    assertTrue(report.isExact(), report::toString);
    assertEquals(version, report.probe().modelVersion());
    assertTrue(report.comparison().expected() > 100, report::toString);
  }

  @ParameterizedTest
  @CsvSource({"1, heap", "2, heap", "2, rocksdb"})
  void aModelIsSwappedInWhileEventsFlow(int parallelism, String backend) throws Exception {
    Pipeline pipeline =
        open(
            "swap%d-%s".formatted(parallelism, backend),
            "job.parallelism=" + parallelism,
            "state.backend=" + backend);
    List<GraphEvent> events = Pipeline.payments(4, 200, 3_000);
    int third = events.size() / 3;
    try (EmbeddedCluster cluster = EmbeddedCluster.start(FlinkSettings.of(pipeline.config))) {
      JobID job = cluster.submit(EmbeddingJob.of(pipeline.config, pipeline.model), null);
      pipeline.watch(cluster, job);
      pipeline.send(events.subList(0, third));
      assertExact(pipeline.verify(), FIRST);
      announce(pipeline, 4);
      pipeline.send(events.subList(third, 2 * third));
      awaitServing(pipeline, 4);
      assertExact(pipeline.verify(model(4)), 4);
      pipeline.send(events.subList(2 * third, events.size()));
      assertExact(pipeline.verify(model(4)), 4);
      assertEquals(JobStatus.RUNNING, cluster.status(job));
      cluster.cancel(job);
    }
  }

  /** Of two that wait the newer one follows; then it goes back to the first. */
  @Test
  void theNewestFollowsAndThenBack() throws Exception {
    Pipeline pipeline = open("two", "job.parallelism=2");
    List<GraphEvent> events = Pipeline.payments(5, 200, 3_000);
    int half = events.size() / 2;
    try (EmbeddedCluster cluster = EmbeddedCluster.start(FlinkSettings.of(pipeline.config))) {
      JobID job = cluster.submit(EmbeddingJob.of(pipeline.config, pipeline.model), null);
      pipeline.watch(cluster, job);
      pipeline.send(events.subList(0, half));
      pipeline.probe();
      announce(pipeline, 4);
      announce(pipeline, FIRST);
      announce(pipeline, 5);
      pipeline.send(events.subList(half, events.size()));
      ModelStatus replaced = await(pipeline, said -> said.state() == State.REPLACED);
      assertEquals(FIRST, replaced.version());
      assertEquals("version 5 was announced before the swap under way was over", replaced.reason());
      awaitServing(pipeline, 4);
      awaitServing(pipeline, 5);
      assertExact(pipeline.verify(model(5)), 5);
      assertEquals(State.SERVING, promote(pipeline, announcement(FIRST)).state());
      assertExact(pipeline.verify(), FIRST);
      cluster.cancel(job);
    }
  }

  /** An hour between checkpoints, but not once the model serves: then it is said, and probed. */
  @Test
  void aSweepHasCheckpointsOfItsOwnPace() throws Exception {
    Pipeline pipeline =
        open("swap-pace", "job.parallelism=2", SLOW, "model.sweep-checkpoint-interval=1h");
    try (EmbeddedCluster cluster = EmbeddedCluster.start(FlinkSettings.of(pipeline.config))) {
      JobID job = cluster.submit(EmbeddingJob.of(pipeline.config, pipeline.model), null);
      pipeline.watch(cluster, job);
      pipeline.send(Pipeline.payments(9, 2_000, 4_000));
      pipeline.probe();
      ModelStatus.Sweep sweep = promote(pipeline, announcement(4)).sweep();
      long pause = longestPause(cluster.checkpointTimes(job));
      assertTrue(pause > sweep.millis() / 2, () -> pause + " of the milliseconds of " + sweep);
      assertExact(pipeline.verify(model(4)), 4);
      cluster.cancel(job);
    }
  }

  private static long longestPause(List<CheckpointTimes> newestFirst) {
    long longest = 0;
    for (int i = 1; i < newestFirst.size(); i++) {
      longest =
          Math.max(longest, newestFirst.get(i - 1).triggered() - newestFirst.get(i).triggered());
    }
    return longest;
  }

  /** Killed inside the sweep, and again when groups have gone over. */
  @ParameterizedTest
  @CsvSource({"heap", "rocksdb"})
  void aTaskManagerKilledInsideTheSweepChangesNoBit(String backend) throws Exception {
    Pipeline pipeline =
        open("swap-kill-" + backend, "job.parallelism=2", "state.backend=" + backend, SLOW);
    List<GraphEvent> events = Pipeline.payments(6, 2_000, 8_000);
    int third = events.size() / 3;
    try (EmbeddedCluster cluster = EmbeddedCluster.start(FlinkSettings.of(pipeline.config), 2, 1)) {
      JobID job = cluster.submit(EmbeddingJob.of(pipeline.config, pipeline.model), null);
      pipeline.watch(cluster, job);
      pipeline.send(events.subList(0, third));
      pipeline.probe();
      announce(pipeline, 4);
      pipeline.send(events.subList(third, 2 * third));
      awaitInside(pipeline, 4);
      cluster.replaceTaskManager(0);
      pipeline.send(events.subList(2 * third, events.size()));
      awaitServing(pipeline, 4);
      cluster.replaceTaskManager(1); // perhaps while the old slots are being cleared
      assertExact(pipeline.verify(model(4)), 4);
      assertEquals(JobStatus.RUNNING, cluster.status(job));
      assertRises(pipeline, 4);
      cluster.cancel(job);
    }
  }

  /** The old models are nowhere in the savepoint, and it goes on at another parallelism. */
  @Test
  void aSavepointInsideASweepGoesOnAtAnotherParallelism() throws Exception {
    List<GraphEvent> events = Pipeline.payments(7, 2_000, 6_000);
    int half = events.size() / 2;
    Path savepoint;
    Pipeline two = open("swap-rescale", "job.parallelism=2", SLOW);
    try (EmbeddedCluster cluster = EmbeddedCluster.start(FlinkSettings.of(two.config))) {
      JobID job = cluster.submit(EmbeddingJob.of(two.config, two.model), null);
      two.watch(cluster, job);
      two.send(events.subList(0, half));
      two.probe();
      announce(two, 4);
      awaitInside(two, 4);
      savepoint = cluster.stop(job, directory.resolve("savepoints"));
    }
    assertTrue(SavepointContents.slotEntries(savepoint, 2, 0) > 100, "of the model that serves");
    assertTrue(SavepointContents.slotEntries(savepoint, 2, 1) > 10, "of the model that comes");
    Pipeline three = open("swap-rescale", "job.parallelism=3");
    try (EmbeddedCluster cluster = EmbeddedCluster.start(FlinkSettings.of(three.config))) {
      JobID job = cluster.submit(EmbeddingJob.of(three.config, three.model), savepoint);
      three.watch(cluster, job);
      three.send(events.subList(half, events.size()));
      awaitServing(three, 4);
      assertExact(three.verify(model(4)), 4);
      assertRises(three, 4);
      savepoint = cluster.stop(job, directory.resolve("savepoints"));
    }
    assertEquals(0, SavepointContents.slotEntries(savepoint, 2, 0), "of the model before");
    assertTrue(SavepointContents.slotEntries(savepoint, 2, 1) > 100, "of the model that serves");
  }

  private static void awaitInside(Pipeline pipeline, int version) {
    ModelStatus inside =
        await(
            pipeline,
            said ->
                said.state() == State.SWEEPING
                    && said.version() == version
                    && said.sweep().percent() >= 10);
    assertTrue(inside.sweep().percent() <= 90, inside::toString);
  }

  /** What is said of a sweep rises, over failures, too; the end tells how long it took. */
  private static void assertRises(Pipeline pipeline, int version) {
    List<ModelStatus> said = new ArrayList<>();
    await(
        pipeline,
        next -> {
          if (next.version() == version && next.sweep() != null) {
            said.add(next);
          }
          return next.version() == version && next.state() == State.SERVING;
        });
    List<Integer> percent = said.stream().map(next -> next.sweep().percent()).toList();
    assertEquals(percent.stream().sorted().toList(), percent);
    assertTrue(said.size() > 2, said::toString);
    ModelStatus.Sweep whole = said.get(said.size() - 1).sweep();
    assertEquals(100, whole.percent());
    assertTrue(whole.vertices() > 100 && whole.millis() > 500, whole::toString);
  }

  @Test
  void aRefusedModelLeavesTheOldOneServing() throws Exception {
    Pipeline pipeline = open("refused", "job.parallelism=2");
    Path elsewhere = ModelArtifacts.write(model(4), directory.resolve("elsewhere"));
    try (EmbeddedCluster cluster = EmbeddedCluster.start(FlinkSettings.of(pipeline.config))) {
      JobID job = cluster.submit(EmbeddingJob.of(pipeline.config, pipeline.model), null);
      pipeline.watch(cluster, job);
      pipeline.send(Pipeline.payments(8, 200, 1_000));
      pipeline.probe();
      ModelAnnouncement good = announcement(4);
      assertRefused(
          promote(pipeline, new ModelAnnouncement("test", 4, good.uri(), "ab".repeat(32))),
          "expected weights with SHA-256 abab");
      assertRefused(
          promote(
              pipeline,
              new ModelAnnouncement("test", 4, elsewhere.toUri().toString(), good.sha256())),
          "expected the artifact at ");
      assertRefused(
          promote(
              pipeline,
              new ModelAnnouncement(
                  "test", 4, registry.toUri() + "test/../../elsewhere/test/4", good.sha256())),
          "expected the artifact at ");
      assertRefused(
          promote(pipeline, new ModelAnnouncement("test", 9, registry.toUri() + "test/9", "00")),
          "expected a file; there is none");
      assertExact(pipeline.verify(), FIRST);
      assertEquals(State.SERVING, promote(pipeline, good).state());
      assertExact(pipeline.verify(model(4)), 4);
      cluster.cancel(job);
    }
  }

  private static void assertRefused(ModelStatus status, String reason) {
    assertEquals(State.REFUSED, status.state());
    assertTrue(status.reason().contains(reason), status::toString);
  }
}
