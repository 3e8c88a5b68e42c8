// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.job;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.anabranch.connectors.dataset.HashFeatures;
import io.anabranch.connectors.kafka.ModelStatus;
import io.anabranch.model.artifact.ModelArtifacts;
import io.anabranch.model.device.Device;
import io.anabranch.model.layer.SageModel;
import io.anabranch.model.link.LinkRecipe;
import io.anabranch.model.sampling.Draws;
import io.anabranch.model.snapshot.GraphSnapshot;
import io.anabranch.model.snapshot.SnapshotFile;
import io.anabranch.pipeline.registry.ModelRegistry;
import io.anabranch.pipeline.retrain.CheckpointSource;
import io.anabranch.pipeline.retrain.JobManager;
import io.anabranch.pipeline.retrain.LocalLearner;
import io.anabranch.pipeline.retrain.NotYetException;
import io.anabranch.pipeline.retrain.RetrainSettings;
import io.anabranch.pipeline.retrain.Retraining;
import io.anabranch.pipeline.retrain.SavepointSource;
import io.anabranch.pipeline.retrain.TopicSource;
import io.anabranch.pipeline.verify.Promotions;
import io.anabranch.state.event.EdgeEvent;
import io.anabranch.state.event.FeaturesEvent;
import io.anabranch.state.event.GraphEvent;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.flink.api.common.JobID;
import org.apache.flink.api.common.JobStatus;
import org.junit.jupiter.api.Test;

/** The way round: the running job's state goes out, a better model comes back into it. */
class RetrainLiveTest extends BrokerTest {

  private static final Device CPU = Device.cpu(2);

  @Test
  void aModelLearntFromASavepointServesInTheJobThatGaveIt() throws Exception {
    Path registry = directory.resolve("registry");
    SageModel first = Pipeline.model(8, 8, 8);
    Path artifact = ModelArtifacts.write(first, registry);
    Pipeline pipeline =
        pipeline(
            "retrain",
            first,
            "job.parallelism=2",
            "graph.direction=undirected",
            "model.path=" + artifact);
    List<GraphEvent> events = circles(4, 30, 4_000);
    int half = events.size() / 2;
    try (EmbeddedCluster cluster = EmbeddedCluster.start(FlinkSettings.of(pipeline.config))) {
      JobID job = cluster.submit(EmbeddingJob.of(pipeline.config, first), null);
      pipeline.watch(cluster, job);
      pipeline.send(events.subList(0, half));
      pipeline.probe();
      GraphSnapshot graph = snapshot(pipeline, cluster);
      Retraining.Round round = retrain(pipeline, first, graph);
      assertNotNull(round.published(), () -> "not published: gain " + round.challenge().gain());
      assertTrue(round.challenge().gain() > 0.05, () -> "gain " + round.challenge().gain());
      pipeline.send(events.subList(half, events.size()));
      assertServes(pipeline, round.published());
      assertTrue(pipeline.verify(round.published()).isExact());
      assertEquals(JobStatus.RUNNING, cluster.status(job));
      cluster.cancel(job);
    }
  }

  /** Friends within circles, now and then a stranger: there is something to learn. */
  private static List<GraphEvent> circles(int circles, int size, int edges) {
    Draws draws = Draws.of(1, "circles", 0);
    int vertices = circles * size;
    List<GraphEvent> events = new ArrayList<>();
    for (int v = 0; v < vertices; v++) {
      events.add(new FeaturesEvent("v" + v, 0, HashFeatures.of("v" + v, Pipeline.DIMENSION)));
    }
    for (int e = 0; e < edges; e++) {
      int u = draws.below(vertices);
      boolean stranger = draws.below(10) == 0;
      int v = stranger ? draws.below(vertices) : u / size * size + draws.below(size);
      events.add(new EdgeEvent(EdgeEvent.Op.ADD, "v" + u, "v" + v, "" + e, e * 1_000L, 1));
    }
    return events;
  }

  /** The savepoint's graph is the topics', file for file, and the savepoint is gone again. */
  private static GraphSnapshot snapshot(Pipeline pipeline, EmbeddedCluster cluster)
      throws Exception {
    Path savepoints = Files.createDirectories(directory.resolve("savepoints"));
    GraphSnapshot saved =
        new SavepointSource(
                pipeline.config, new JobManager(cluster.webUi()), null, savepoints.toUri())
            .take(Pipeline.DIMENSION);
    GraphSnapshot topics = new TopicSource(pipeline.config).take(Pipeline.DIMENSION);
    assertTrue(saved.edges().count() > 500, () -> saved.edges().count() + " edges");
    assertEquals(-1, Files.mismatch(file("saved", saved), file("topics", renamed(topics, saved))));
    try (Stream<Path> left = Files.list(savepoints)) {
      assertEquals(List.of(), left.toList());
    }
    return saved;
  }

  private static GraphSnapshot renamed(GraphSnapshot graph, GraphSnapshot like) {
    GraphSnapshot.Origin origin =
        new GraphSnapshot.Origin(
            like.origin().source(), graph.origin().horizon(), graph.origin().undirected());
    return new GraphSnapshot(
        origin, graph.vertices(), graph.features(), graph.labels(), graph.edges());
  }

  private static Path file(String name, GraphSnapshot snapshot) throws Exception {
    Path file = directory.resolve(name + ".safetensors");
    SnapshotFile.write(snapshot, file);
    return file;
  }

  private static Retraining.Round retrain(Pipeline pipeline, SageModel first, GraphSnapshot graph)
      throws Exception {
    RetrainSettings settings =
        new RetrainSettings(0.15, 0, 1, LinkRecipe.USUAL.withEpochs(60), 16, false, List.of());
    return new Retraining(
            ModelRegistry.at(pipeline.config.model().registryUri()),
            first,
            new LocalLearner(CPU, "cpu"),
            CPU,
            settings)
        .run(graph, "a savepoint", epoch -> {});
  }

  private static void assertServes(Pipeline pipeline, SageModel model) {
    ModelStatus last =
        new Promotions(pipeline.config)
            .promote(
                Promotions.ofRegistry(pipeline.config.model().registryUri(), model),
                Duration.ofSeconds(60),
                status -> {},
                pipeline::isAlive)
            .orElseThrow();
    assertEquals(ModelStatus.State.SERVING, last.state(), last::reason);
    assertEquals(model.version(), last.version());
  }

  @Test
  void whereNothingIsYetItSaysSo() {
    Pipeline pipeline =
        pipeline(
            "retrain-none",
            Pipeline.model(8, 8),
            "job.checkpoint-directory=" + directory.resolve("none"));
    NotYetException none =
        assertThrows(
            NotYetException.class, () -> new CheckpointSource(pipeline.config, null).take(8));
    assertTrue(none.getMessage().startsWith("there is no checkpoint in "), none.getMessage());
    JobManager nobody = new JobManager(URI.create("http://localhost:1"));
    NotYetException silent =
        assertThrows(
            NotYetException.class,
            () -> new SavepointSource(pipeline.config, nobody, null, directory.toUri()).take(8));
    assertTrue(silent.getMessage().contains("does not answer"), silent.getMessage());
  }
}
