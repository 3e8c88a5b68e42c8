// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.retrain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.anabranch.model.artifact.ModelArtifacts;
import io.anabranch.model.device.Device;
import io.anabranch.model.layer.SageModel;
import io.anabranch.model.link.LinkRecipe;
import io.anabranch.model.snapshot.GraphSnapshot;
import io.anabranch.pipeline.executor.DiscoveringCluster;
import io.anabranch.pipeline.executor.ExecutorSettings;
import io.anabranch.pipeline.files.ObjectStore;
import io.anabranch.pipeline.registry.ModelRegistry;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Executors learn what this process would, and what they learn goes through the same contest. */
class ExecutorLearnerTest {

  private static final Device CPU = Device.cpu(1);
  private static final GraphSnapshot GRAPH = Circles.snapshot(4, 20, 2_000);
  private static final SageModel FIRST =
      SageModel.random("circles", 1, new int[] {Circles.WIDTH, 8, 8}, 1, true);

  @TempDir private Path directory;
  private ModelRegistry registry;
  private URI place;

  @BeforeEach
  void open() throws IOException {
    registry = ModelRegistry.at(directory.resolve("registry").toUri());
    registry.publish(FIRST);
    place = directory.resolve("executors").toUri();
  }

  private ExecutorLearner executors(int count) {
    return executors(ExecutorCluster.HERE, ExecutorSettings.of(count, "cpu").every(2), place);
  }

  private static ExecutorLearner executors(
      ExecutorCluster cluster, ExecutorSettings settings, URI place) {
    return new ExecutorLearner(cluster, settings, place);
  }

  private Retraining.Round retrain(Learner learner, int epochs, int batch) throws IOException {
    return retrain(learner, epochs, batch, GRAPH);
  }

  private Retraining.Round retrain(Learner learner, int epochs, int batch, GraphSnapshot graph)
      throws IOException {
    LinkRecipe usual = LinkRecipe.USUAL;
    LinkRecipe recipe = new LinkRecipe(epochs, epochs, 0.02f, batch, usual.others(), 6, 0.1f);
    RetrainSettings settings = new RetrainSettings(0.15, 1, 1, recipe, 0, false, List.of());
    return new Retraining(registry, FIRST, learner, CPU, settings)
        .run(graph, "a snapshot", epoch -> {});
  }

  private static String bits(Retraining.Round round) {
    return ModelArtifacts.sha256(round.published());
  }

  @Test
  void oneExecutorComesToTheModelThatThisProcessComesTo() throws IOException {
    Retraining.Round here = retrain(new LocalLearner(CPU, "cpu"), 4, 32);
    Retraining.Round there = retrain(executors(1), 4, 32);

    assertEquals(bits(here), bits(there));
    assertEquals(
        "1 executor of this process: cpu",
        registry.read("circles", 3).card().settings().get("learner"));
    try (Stream<Path> left = Files.list(directory.resolve("executors"))) {
      assertEquals(List.of(), left.toList());
    }
  }

  @Test
  void twoExecutorsComeToOneModelAndItIsBetter() throws IOException {
    Retraining.Round once = retrain(executors(2), 40, 64);
    Retraining.Round again = retrain(executors(2), 40, 64);

    assertEquals(bits(once), bits(again));
    assertTrue(once.challenge().gain() > 0.05, () -> "gain " + once.challenge().gain());
    assertNotEquals(bits(once), bits(retrain(new LocalLearner(CPU, "cpu"), 40, 64)));
  }

  /** What they learn from may lie where nothing is local. */
  @Test
  void anObjectStoreWillDo() throws IOException {
    URI store = URI.create("objects://bucket/executors");
    Retraining.Round here = retrain(executors(1), 2, 64);
    Retraining.Round there =
        retrain(
            executors(ExecutorCluster.HERE, ExecutorSettings.of(1, "cpu").every(2), store), 2, 64);

    assertEquals(bits(here), bits(there));
    ObjectStore.clear();
  }

  @Test
  void executorsOfAClusterComputeOnItsGpuAndSaySo() throws Exception {
    try (DiscoveringCluster cluster = DiscoveringCluster.start(directory, 5)) {
      ExecutorCluster there = new ExecutorCluster(cluster.address(), null);
      Learner gpu = executors(there, ExecutorSettings.of(1, "indexed"), place);

      assertEquals(bits(retrain(executors(1), 2, 64)), bits(retrain(gpu, 2, 64)));

      assertEquals(
          "1 executor of %s: indexed on gpu 5".formatted(cluster.address()), gpu.described());
      ExecutorSettings two = ExecutorSettings.of(2, "indexed").within(Duration.ofSeconds(3));
      NotYetException refused =
          assertThrows(NotYetException.class, () -> retrain(executors(there, two, place), 2, 64));
      assertTrue(refused.getMessage().contains("2 slots with a gpu each"), refused.getMessage());
    }
  }

  @Test
  void withoutAGpuItIsCpuAndSaysSo() throws IOException {
    Learner learner = executors(ExecutorCluster.HERE, ExecutorSettings.of(1, "indexed"), place);

    retrain(learner, 1, 64);

    assertTrue(
        learner
            .described()
            .endsWith("cpu: indexed was asked for, but Flink has handed this executor no gpu"),
        learner::described);
  }

  @Test
  void aClusterThatDoesNotAnswerMayAnswerLater() {
    ExecutorCluster nobody = new ExecutorCluster(URI.create("http://localhost:1"), null);

    NotYetException silent =
        assertThrows(
            NotYetException.class,
            () -> retrain(executors(nobody, ExecutorSettings.of(1, "cpu"), place), 1, 64));

    assertTrue(silent.getMessage().contains("does not answer"), silent.getMessage());
  }

  /** An executor whose share is empty has nothing to learn from: so it is said, and may pass. */
  @Test
  void tooFewEdgesMayPass() {
    GraphSnapshot few = Circles.snapshot(1, 4, 30);

    NotYetException refused =
        assertThrows(NotYetException.class, () -> retrain(executors(9), 1, 64, few));

    assertTrue(refused.getMessage().contains("each of 9 executors"), refused.getMessage());
  }
}
