// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.cli;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.anabranch.connectors.dataset.HashFeatures;
import io.anabranch.model.artifact.ModelArtifacts;
import io.anabranch.model.layer.SageModel;
import io.anabranch.model.snapshot.GraphSnapshot;
import io.anabranch.model.snapshot.SnapshotBuilder;
import io.anabranch.model.snapshot.SnapshotFile;
import io.anabranch.pipeline.registry.ModelRegistry;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A retraining in a process of its own, which is killed while it trains. */
class KilledRetrainingTest {

  private static final int VERTICES = 2_000;

  @TempDir private Path directory;

  @Test
  void aKilledRetrainingLeavesTheRegistryAsItWas() throws Exception {
    ModelArtifacts.write(
        SageModel.random("m", 1, new int[] {4, 8, 8}, 1, false), directory.resolve("models"));
    Path file = snapshot();
    Path kept = directory.resolve("kept.safetensors");
    Process retraining = start(file, kept);
    try {
      await()
          .atMost(Duration.ofSeconds(60))
          .until(() -> Files.exists(kept) || !retraining.isAlive());
      Thread.sleep(500); // into the training, of a hundred epochs at least
      assertTrue(retraining.isAlive(), () -> "it has ended: " + said());
    } finally {
      retraining.destroyForcibly().waitFor();
    }

    ModelRegistry registry = ModelRegistry.at(directory.resolve("models").toUri());
    assertEquals(List.of(1), registry.versions("m"));
    assertTrue(registry.latest("m").isEmpty());
    assertEquals(2, registry.nextVersion("m"), "nothing half-published");
    assertEquals(VERTICES, SnapshotFile.read(kept).vertices().length);
  }

  private String said() {
    try {
      return Files.readString(directory.resolve("log"));
    } catch (IOException e) {
      return e.toString();
    }
  }

  private Path snapshot() throws IOException {
    SnapshotBuilder builder = new SnapshotBuilder(4);
    for (int v = 0; v < VERTICES; v++) {
      builder.vertex("v" + v, HashFeatures.of("v" + v, 4), null);
    }
    for (int e = 0; e < 100_000; e++) {
      builder.edge("v" + e % VERTICES, "v" + (e * 7 + e / VERTICES) % VERTICES, "" + e, e, 1);
    }
    Path file = directory.resolve("graph.safetensors");
    SnapshotFile.write(builder.build(new GraphSnapshot.Origin("a test", 0, false)), file);
    return file;
  }

  private Process start(Path file, Path kept) throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "--add-modules",
            "jdk.incubator.vector",
            "-Xmx256m",
            "-cp",
            System.getProperty("java.class.path"),
            Main.class.getName(),
            "retrain",
            "-D",
            "model.path=" + directory.resolve("models/m/1"),
            "--from",
            file.toString(),
            "--snapshot",
            kept.toString(),
            "--models",
            "sage",
            "--hidden",
            "256")
        .redirectErrorStream(true)
        .redirectOutput(Redirect.to(directory.resolve("log").toFile()))
        .start();
  }
}
