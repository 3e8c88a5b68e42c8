// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.anabranch.connectors.broker.LocalBroker;
import io.anabranch.model.snapshot.SnapshotFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** From files to a running job and its audit, all of it by the command line. */
@Timeout(value = 3, unit = TimeUnit.MINUTES)
class BootstrappedRunTest {

  private static final int ACCOUNTS = 40;

  @TempDir Path root;

  @Test
  void whatWasPublishedIsGoneOnFromAndVerified() throws Exception {
    try (LocalBroker broker = LocalBroker.start(root.resolve("broker"), 0)) {
      String servers = "-Dkafka.bootstrap-servers=" + broker.bootstrapServers();
      assertOk(Cli.run("model", "init", "--dims", "3,4,4", "--out", root.resolve("models")));
      assertOk(Cli.run("topics", "create", servers, "-Dtopics.partitions=2"));
      Path edges = edges();
      Path features = features();
      Path savepoint = root.resolve("start");

      Cli written =
          run("bootstrap", servers, "--edges", edges, "--features", features, "--out", savepoint)
              .with("--publish");
      assertOk(written);
      assertTrue(written.out().contains("events, published, "), written::out);
      Cli rows = Cli.run("topics", "list", servers);
      assertTrue(rows.out().matches("(?s).*anabranch\\.embeddings +2 +40\n.*"), rows::out);

      assertOk(
          run("replay", servers, "--payments", 300, "--accounts", ACCOUNTS, "--tidy")
              .with("--probe"));
      assertOk(run("run", servers, "--from", savepoint, "--until-end").with());

      assertTrue(edgesOf(run("snapshot", "--from", savepoint)) > 100, "the files' edges");
      assertTrue(edgesOf(run("snapshot", "--topics", servers)) > 100, "the generator's edges");
      Cli none = run("snapshot", "--out", root.resolve("none")).with();
      assertEquals(ExitCode.USAGE, none.exitCode(), "a job that has ended keeps no checkpoint");

      Cli verified =
          run("verify", servers, "--bootstrap-edges", edges).with("--bootstrap-features", features);
      assertOk(verified);
      assertTrue(verified.out().contains("bit-identical"), verified::out);
      Cli without = run("verify", servers).with();
      assertEquals(ExitCode.CHECK_FAILED, without.exitCode(), "the files are half of the graph");
      assertTheProbesOffsetsGiveItsFile(servers);
    }
  }

  /** Without more words the topics are read up to the probe, also when they have gone on since. */
  private void assertTheProbesOffsetsGiveItsFile(String servers) throws IOException {
    Path file = root.resolve("graph.safetensors");
    Cli probed = run("snapshot", "--topics", servers).with("--out", file);
    assertOk(probed);
    String offsets = probed.out().replaceFirst("(?s).* from topics until (\\S+)\\s*", "$1");
    byte[] bytes = Files.readAllBytes(file);
    assertOk(run("replay", servers, "--payments", 600, "--accounts", ACCOUNTS, "--tidy").with());
    assertOk(run("snapshot", "--topics", servers).with("--out", file, "--until", offsets));
    assertArrayEquals(bytes, Files.readAllBytes(file));
  }

  private int edgesOf(Line snapshot) throws IOException {
    Path file = root.resolve("graph.safetensors");
    assertOk(snapshot.with("--out", file));
    return SnapshotFile.read(file).edges().count();
  }

  private Line run(Object... words) {
    return new Line(words);
  }

  /** A command line, to which what all commands need is added. */
  private final class Line {

    private final Object[] words;

    Line(Object... words) {
      this.words = words;
    }

    Cli with(Object... more) {
      Stream<Object> common =
          Stream.of(
              "-Dmodel.path=" + root.resolve("models/demo/1"),
              "-Djob.checkpoint-directory=" + root.resolve("checkpoints"),
              "-Djob.checkpoint-interval=300ms",
              "-Djob.web-port=0",
              "-Djob.parallelism=2");
      return Cli.run(
          Stream.of(Arrays.stream(words), Arrays.stream(more), common)
              .flatMap(each -> each)
              .toArray());
    }
  }

  private static void assertOk(Cli cli) {
    assertEquals(ExitCode.OK, cli.exitCode(), () -> cli.out() + cli.err());
  }

  /** Between the accounts that the generator knows, some with a weight, and a few removed again. */
  private Path edges() throws IOException {
    SplittableRandom random = new SplittableRandom(3);
    StringBuilder lines = new StringBuilder("# src dst timestamp weight id op\n");
    for (int i = 1; i <= 200; i++) {
      String ends = account(random.nextInt(ACCOUNTS)) + "\t" + account(random.nextInt(ACCOUNTS));
      lines.append(ends).append("\t" + i).append(i % 3 == 0 ? "\t2.5" : "\t1").append("\told\n");
      if (i % 20 == 0) {
        lines.append(ends).append("\t" + (i + 1)).append("\t1\told\tremove\n");
      }
    }
    return Files.writeString(root.resolve("edges.tsv"), lines);
  }

  private Path features() throws IOException {
    StringBuilder lines = new StringBuilder();
    for (int i = 0; i < ACCOUNTS; i++) {
      lines.append(account(i)).append("\t%d\t0.5\t%d\n".formatted(i % 5 - 2, i % 3));
    }
    return Files.writeString(root.resolve("features.tsv"), lines);
  }

  private static String account(int number) {
    return "acct-" + number;
  }
}
