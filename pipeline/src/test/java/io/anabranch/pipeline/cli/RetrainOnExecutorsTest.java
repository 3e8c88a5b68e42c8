// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.anabranch.connectors.dataset.DataSetOptions;
import io.anabranch.connectors.dataset.DataSetOptions.Placement;
import io.anabranch.connectors.dataset.GraphDataSet;
import io.anabranch.connectors.dataset.HashFeatures;
import io.anabranch.model.artifact.ModelArtifacts;
import io.anabranch.model.layer.SageModel;
import io.anabranch.model.snapshot.GraphSnapshot;
import io.anabranch.model.snapshot.SnapshotBuilder;
import io.anabranch.model.snapshot.SnapshotFile;
import io.anabranch.pipeline.registry.ModelRegistry;
import io.anabranch.state.event.EdgeEvent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code retrain --executors} on the first ratings of bitcoin-otc. */
class RetrainOnExecutorsTest {

  private static final Path RATINGS = Path.of("../../shared/data/bitcoin-otc");
  private static final int WIDTH = 32;
  private static final int EDGES = 20_000;

  @TempDir private Path directory;
  private Path snapshot;
  private ModelRegistry registry;

  @BeforeEach
  void writeSnapshot() throws IOException {
    assumeTrue(Files.isDirectory(RATINGS), RATINGS + " is not there");
    snapshot = directory.resolve("ratings.safetensors");
    SnapshotFile.write(firstRatings(), snapshot);
    Path models = directory.resolve("models");
    ModelArtifacts.write(
        SageModel.random("ratings", 1, new int[] {WIDTH, 16, 16}, 1, true), models);
    registry = ModelRegistry.at(models.toUri());
  }

  /** In both directions, without their weights. */
  private static GraphSnapshot firstRatings() {
    SnapshotBuilder builder = new SnapshotBuilder(WIDTH);
    Set<String> met = new HashSet<>();
    DataSetOptions options = new DataSetOptions(WIDTH, Placement.FIRST, false, false);
    try (Stream<EdgeEvent> edges =
        GraphDataSet.open(RATINGS)
            .events(options)
            .filter(EdgeEvent.class::isInstance)
            .map(EdgeEvent.class::cast)
            .limit(EDGES)) {
      edges.forEach(
          edge -> {
            for (String end : new String[] {edge.src(), edge.dst()}) {
              if (met.add(end)) {
                builder.vertex(end, HashFeatures.of(end, WIDTH), null);
              }
            }
            builder.edge(edge.src(), edge.dst(), "", edge.timestamp(), 1);
            builder.edge(edge.dst(), edge.src(), "", edge.timestamp(), 1);
          });
    }
    return builder.build(new GraphSnapshot.Origin("ratings", 0, true));
  }

  private Cli retrain(int executors) {
    return Cli.run(
        "retrain",
        "-D",
        "model.path=" + directory.resolve("models/ratings/1"),
        "--from",
        snapshot,
        "--snapshot",
        directory.resolve("kept.safetensors"),
        "--models",
        "sage",
        "--epochs",
        120,
        "--executors",
        executors,
        "--executor-directory",
        directory.resolve("executors"),
        "--meet-every",
        3);
  }

  @Test
  void oneAndTwoExecutorsPublishBetterModels() throws IOException {
    for (int executors = 0; executors <= 2; executors++) {
      Cli run = retrain(executors);
      assertEquals(ExitCode.OK, run.exitCode(), run::err);
      assertTrue(run.out().contains("published    ratings version " + (executors + 2)), run::out);
    }
    SageModel here = registry.read("ratings", 2);
    SageModel one = registry.read("ratings", 3);
    SageModel two = registry.read("ratings", 4);

    assertEquals(ModelArtifacts.sha256(here), ModelArtifacts.sha256(one), "the same bits");
    assertEquals("2 executors of this process: cpu; cpu", two.card().settings().get("learner"));
    for (SageModel model : new SageModel[] {one, two}) {
      double gain = model.card().metrics().get("gain_auc");
      assertTrue(gain > 0.05, () -> "gain " + gain);
    }
  }
}
