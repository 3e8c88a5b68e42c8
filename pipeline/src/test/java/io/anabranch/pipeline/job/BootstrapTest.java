// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.job;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.anabranch.model.layer.AggregatorType;
import io.anabranch.model.layer.SageModel;
import io.anabranch.model.layer.Sampling;
import io.anabranch.pipeline.bootstrap.EmbeddingPublisher;
import io.anabranch.pipeline.bootstrap.GraphBootstrap;
import io.anabranch.pipeline.config.AnabranchConfig.Direction;
import io.anabranch.pipeline.verify.Verifier.Report;
import io.anabranch.state.event.EdgeEvent;
import io.anabranch.state.event.FeaturesEvent;
import io.anabranch.state.event.GraphEvent;
import io.anabranch.state.event.LabelEvent;
import io.anabranch.state.neighborhood.NeighborhoodFormat;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.apache.flink.api.common.JobID;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.runtime.state.hashmap.HashMapStateBackend;
import org.apache.flink.state.api.OperatorIdentifier;
import org.apache.flink.state.api.SavepointReader;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.util.CloseableIterator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** A job that starts from a bootstrap is the job that had streamed its events. */
class BootstrapTest extends BrokerTest {

  private static final int VERTICES = 150;

  /** Written with one backend at one parallelism, read with another at another. */
  @ParameterizedTest
  @CsvSource({
    "heap, 1, heap, 2, 2, directed",
    "rocksdb, 2, rocksdb, 1, 3, undirected",
    "heap, 2, rocksdb, 3, 2, directed",
    "rocksdb, 1, heap, 1, 1, directed"
  })
  void whatComesAfterItIsExact(
      String writes, int writers, String reads, int readers, int depth, String direction)
      throws Exception {
    String name = "boot-%s-%s-%d".formatted(writes, reads, depth);
    int[] widths = new int[depth + 1];
    Arrays.fill(widths, Pipeline.DIMENSION);
    SageModel model = Pipeline.model(widths);
    Pipeline written = pipeline(name, model, writes, writers, direction);
    List<GraphEvent> history = history(depth);
    Path savepoint = bootstrap(written, history);

    Pipeline live = pipeline(name, model, reads, readers, direction);
    try (EmbeddedCluster cluster = EmbeddedCluster.start(FlinkSettings.of(live.config))) {
      JobID job = cluster.submit(EmbeddingJob.of(live.config, model), savepoint);
      live.watch(cluster, job);
      assertExact(live.verify(history)); // the rows are those of the bootstrap
      for (List<GraphEvent> more : later(depth)) {
        live.send(more);
        assertExact(live.verify(history));
      }
      assertEquals(0, cluster.restarts(job));
      cluster.cancel(job);
    }
  }

  /** Registers, sums, counts, words, rolls, degrees, values, what was sent, subscribers. */
  @ParameterizedTest
  @EnumSource(names = {"MEAN", "LSTM", "NORMALISED_SUM"})
  void theStateIsThatOfAJobThatStreamedEverything(AggregatorType aggregator) throws Exception {
    SageModel model =
        SageModel.random("test", 3, aggregator, new int[] {8, 8, 8}, 42, true)
            .withSampling(
                aggregator.keepsWords()
                    ? new Sampling(List.of(6, 4), Sampling.Order.HASH, 5)
                    : Sampling.ALL);
    List<GraphEvent> history = history(9);
    String name = aggregator.text();
    Pipeline bootstrapped = pipeline("boot-" + name, model, "heap", 2, "directed");
    Path savepoint = bootstrap(bootstrapped, history);
    Pipeline streamed = pipeline("boot-streamed-" + name, model, "heap", 2, "directed");
    try (EmbeddedCluster cluster = EmbeddedCluster.start(FlinkSettings.of(streamed.config))) {
      JobID job = cluster.submit(EmbeddingJob.of(streamed.config, model), null);
      streamed.watch(cluster, job);
      streamed.send(history);
      streamed.probe();
      Map<String, String> expected =
          SavepointContents.of(cluster.stop(job, directory.resolve("savepoints")), model.depth());
      assertTrue(expected.size() > 1_000, () -> expected.size() + " vertices");
      assertEquals(expected, SavepointContents.of(savepoint, model.depth()));
    }
  }

  /** A job with another model, direction or time to live refuses it, as it would a checkpoint. */
  @Test
  void itSaysWhatItWasComputedWith() throws Exception {
    Pipeline pipeline = pipeline("boot-pinned", Pipeline.model(8, 8), "heap", 1, "undirected");
    Path savepoint = bootstrap(pipeline, history(3));
    SavepointReader reader =
        SavepointReader.read(
            StreamExecutionEnvironment.createLocalEnvironment(1, new Configuration()),
            savepoint.toUri().toString(),
            new HashMapStateBackend());
    List<String> kept = new ArrayList<>();
    try (CloseableIterator<String> lines =
        reader
            .readUnionState(
                OperatorIdentifier.forUid(OperatorIds.NEIGHBORHOOD),
                PinnedSettings.STATE,
                Types.STRING)
            .executeAndCollect()) {
      lines.forEachRemaining(kept::add);
    }
    ModelBytes bytes = ModelBytes.of(pipeline.model);
    assertEquals(PinnedSettings.of(pipeline.config, pipeline.model, bytes).lines(), kept);
    assertTrue(kept.contains("graph.direction=undirected"), kept::toString);
  }

  private Path bootstrap(Pipeline pipeline, List<GraphEvent> events) throws Exception {
    Path spill = Files.createTempDirectory(directory, "spill");
    Path savepoint = spill.resolve("savepoint");
    boolean undirected = pipeline.config.graph().direction() == Direction.UNDIRECTED;
    try (EmbeddingPublisher publisher =
        new EmbeddingPublisher(pipeline.config, pipeline.model.version())) {
      GraphBootstrap bootstrap =
          new GraphBootstrap(
              pipeline.model, undirected, NeighborhoodFormat.NO_TTL, publisher, spill);
      events.forEach(event -> bootstrap.apply(event, 0));
      List<Path> files = bootstrap.finish();
      BootstrapSavepoint.write(
          pipeline.config, pipeline.model, files, publisher.finish(), savepoint);
    }
    return savepoint;
  }

  /**
   * Edges with and without weights and ids, duplicates, removals, removals of what is not there
   * yet, a hub with several pages, vertices without features, features and labels withdrawn.
   */
  private static List<GraphEvent> history(int seed) {
    SplittableRandom random = new SplittableRandom(seed);
    List<GraphEvent> events = new ArrayList<>();
    for (int v = 0; v < VERTICES; v += 2) {
      events.add(new FeaturesEvent("v" + v, 1_000 + v, features(random)));
    }
    events.add(new FeaturesEvent("v0", 5_000, null));
    events.add(new FeaturesEvent("alone", 5_000, features(random)));
    events.add(new LabelEvent("labelled", 5_000, "red"));
    events.add(new LabelEvent("v2", 5_000, "blue"));
    events.add(new LabelEvent("v2", 6_000, null));
    for (int i = 0; i < 2_500; i++) {
      events.add(edge(random, i));
      if (i % 7 == 0) {
        events.add(events.get(events.size() - 1 - random.nextInt(50)));
      }
    }
    for (int i = 0; i < 700; i++) {
      events.add(EdgeEvent.add("hub", "f" + i, 40_000 + i));
      events.add(EdgeEvent.add("f" + i, "sink", 40_000 + i));
    }
    return events;
  }

  private static GraphEvent edge(SplittableRandom random, int time) {
    String src = "v" + random.nextInt(VERTICES);
    String dst = "v" + random.nextInt(VERTICES);
    String id = random.nextInt(3) == 0 ? "e" + random.nextInt(3) : "";
    EdgeEvent.Op op = random.nextInt(5) == 0 ? EdgeEvent.Op.REMOVE : EdgeEvent.Op.ADD;
    float weight = random.nextInt(3) == 0 ? random.nextInt(-8, 9) / 4f : 1f;
    return new EdgeEvent(op, src, dst, id, 10_000 + time, weight);
  }

  /** Changes of what was bootstrapped, twice; then the horizon goes past all tombstones. */
  private static List<List<GraphEvent>> later(int seed) {
    SplittableRandom random = new SplittableRandom(seed + 100);
    List<GraphEvent> first = new ArrayList<>();
    List<GraphEvent> second = new ArrayList<>();
    for (int i = 0; i < 300; i++) {
      first.add(edge(random, 32_000 + i));
      second.add(edge(random, 62_000 + i));
    }
    for (int i = 0; i < 700; i += 3) {
      first.add(EdgeEvent.remove("hub", "f" + i, 42_000 + i));
      second.add(EdgeEvent.remove("f" + i, "sink", 72_000 + i));
    }
    first.add(new FeaturesEvent("hub", 42_000, features(random)));
    first.add(new FeaturesEvent("v4", 42_000, features(random)));
    second.add(new FeaturesEvent("v6", 72_000, null));
    second.add(new FeaturesEvent("alone", 72_000, null));
    second.add(new LabelEvent("labelled", 72_000, null));
    List<GraphEvent> third = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      third.add(EdgeEvent.add("v" + i, "v" + (i + 1), 200_000 + i));
      third.add(new LabelEvent("v" + i, 200_000, "seen"));
    }
    return List.of(first, second, third);
  }

  private static float[] features(SplittableRandom random) {
    float[] features = new float[Pipeline.DIMENSION];
    for (int i = 0; i < features.length; i++) {
      features[i] = (float) random.nextDouble(-1, 1);
    }
    return features;
  }

  private static Pipeline pipeline(
      String name, SageModel model, String backend, int parallelism, String direction) {
    return pipeline(
        name,
        model,
        "state.backend=" + backend,
        "job.parallelism=" + parallelism,
        "graph.direction=" + direction,
        "events.allowed-lateness=60s");
  }

  private static void assertExact(Report report) {
    assertTrue(report.isExact(), report::toString);
    assertTrue(report.comparison().expected() > 100, report::toString);
  }
}
