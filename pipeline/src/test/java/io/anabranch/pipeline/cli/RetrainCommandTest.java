// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.anabranch.model.artifact.ModelArtifacts;
import io.anabranch.model.layer.SageModel;
import io.anabranch.model.snapshot.GraphSnapshot;
import io.anabranch.model.snapshot.SnapshotBuilder;
import io.anabranch.model.snapshot.SnapshotFile;
import io.anabranch.pipeline.registry.ModelRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RetrainCommandTest {

  @TempDir private Path directory;
  private String model;

  @BeforeEach
  void publish() throws IOException {
    for (int version = 1; version <= 2; version++) {
      ModelArtifacts.write(
          SageModel.random("m", version, new int[] {4, 4, 4}, version, false), directory);
    }
    model = "model.path=" + directory.resolve("m/1");
  }

  private void assertRefused(int exitCode, String message, Object... more) {
    Object[] args = new Object[more.length + 3];
    args[0] = "retrain";
    args[1] = "-D";
    args[2] = model;
    System.arraycopy(more, 0, args, 3, more.length);
    Cli run = Cli.run(args);
    assertEquals(exitCode, run.exitCode(), run::err);
    assertTrue(run.err().contains(message), run::err);
    assertFalse(run.err().contains("bug"), run::err);
  }

  @Test
  void wrongOptionsAreNamed() {
    assertRefused(2, "--models: expected sage, gae or vgae; came 'gat'", "--models", "sage,gat");
    assertRefused(2, "--models: expected sage, which is served", "--models", "gae");
    assertRefused(2, "--share: expected above 0 and below 1; came 1.0", "--share", "1");
    assertRefused(2, "--margin: expected from 0 to 1; came -1.0", "--margin", "-1");
    assertRefused(2, "--epochs: expected at least 1; got 0", "--epochs", "0");
    assertRefused(2, "expected a duration such as 30s", "--every", "10");
    assertRefused(2, "expected one of them; came 2", "--topics", "--from", directory);
    assertRefused(2, "--job-id: expected with --job-manager", "--job-id", "x");
    assertRefused(2, "--from: there is no ", "--from", directory.resolve("none"));
  }

  @Test
  void noCheckpointIsSaid() {
    assertRefused(3, "there is no checkpoint in ", "-D", "job.checkpoint-directory=" + directory);
  }

  @Test
  void aDirectoryThatIsNoCheckpointIsSaid() throws IOException {
    Path empty = Files.createDirectory(directory.resolve("chk-1"));
    assertRefused(3, "cannot be read", "--from", empty, "--snapshot", directory.resolve("s"));
    assertFalse(Files.exists(directory.resolve("s")));
  }

  @Test
  void aDamagedSnapshotIsSaid() throws IOException {
    Path file = directory.resolve("graph.safetensors");
    SnapshotBuilder builder = new SnapshotBuilder(4);
    builder.edge("a", "b", "", 1, 1);
    SnapshotFile.write(builder.build(new GraphSnapshot.Origin("a test", 0, false)), file);
    byte[] bytes = Files.readAllBytes(file);
    bytes[bytes.length - 1] ^= 1;
    Files.write(file, bytes);

    assertRefused(3, "SHA-256", "--from", file, "--snapshot", directory.resolve("kept"));

    assertFalse(Files.exists(directory.resolve("kept")));
  }

  @Test
  void executorsThatMakeNoSenseAreNamed() {
    assertRefused(2, "--executors: expected at least 0; came -1", "--executors", "-1");
    assertRefused(2, "expected with --executors; came", "--executors-on", "http://localhost:1");
    assertRefused(2, "expected with --executors-on; came", "--job-jar", "x", "--executors", "1");
    assertRefused(
        2, "expected a URL with a host", "--executors", "1", "--executors-on", "localhost");
    assertRefused(2, "a device is one of these", "--executors", "1", "--device", "abacus");
    assertRefused(2, "--meet-every", "--executors", "1", "--meet-every", "0");
    assertRefused(2, "--fanouts: expected numbers from 1", "--fanouts", "0,1");
    assertRefused(2, "--drift-pause: expected with --on-drift", "--drift-pause", "1m");
  }

  @Test
  void theRegistryIsListed() throws IOException {
    ModelRegistry.at(directory.toUri()).promote("m", 2);

    Cli run = Cli.run("model", "list", "-D", model);

    assertEquals(0, run.exitCode(), run::err);
    assertEquals(
        "  m                             1  graphsage  anabranch\n"
            + "* m                             2  graphsage  anabranch\n",
        run.out());
  }

  @Test
  void anEmptyRegistryIsSaid() {
    Cli run = Cli.run("model", "list", "-D", "model.registry=" + directory.resolve("none"));

    assertEquals("there is no model yet\n", run.out());
  }

  @Test
  void whereNothingWasServedBeforeThereIsNoWayBack() throws IOException {
    ModelRegistry.at(directory.toUri()).promote("m", 2);

    Cli run = Cli.run("model", "rollback", "-D", model);

    assertEquals(3, run.exitCode());
    assertTrue(run.err().contains("there is nothing to go back to"), run::err);
  }
}
