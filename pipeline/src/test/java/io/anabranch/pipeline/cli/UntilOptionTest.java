// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.anabranch.connectors.broker.LocalBroker;
import io.anabranch.model.artifact.ModelArtifacts;
import io.anabranch.model.snapshot.SnapshotFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Topics that have gone on are read as they were, on a real broker. */
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class UntilOptionTest {

  @TempDir private static Path root;
  private static LocalBroker broker;

  @BeforeAll
  static void startBroker() {
    broker = LocalBroker.start(root.resolve("broker"), 0);
    assertOk(Cli.run("model", "init", "--dims", "3,4,4", "--out", root.resolve("models")));
  }

  @AfterAll
  static void stopBroker() {
    broker.close();
  }

  /** The program on topics of their own. */
  private static Cli run(String prefix, Object... words) {
    Stream<Object> common =
        Stream.of(
            "-Dkafka.bootstrap-servers=" + broker.bootstrapServers(),
            "-Dtopics.edges=" + prefix + ".edges",
            "-Dtopics.features=" + prefix + ".features",
            "-Dtopics.partitions=2",
            "-Dmodel.path=" + root.resolve("models/demo/1"));
    return Cli.run(Stream.concat(Arrays.stream(words), common).toArray());
  }

  private static Cli snapshot(String prefix, Path out, Object until) {
    return run(prefix, "snapshot", "--topics", "--out", out, "--until", until);
  }

  private static void replay(String prefix, int payments) {
    assertOk(run(prefix, "replay", "--payments", payments, "--accounts", 40, "--tidy"));
  }

  private static void assertOk(Cli cli) {
    assertEquals(ExitCode.OK, cli.exitCode(), () -> cli.out() + cli.err());
  }

  private static String offsets(String printed) {
    return printed.replaceFirst("(?s).*topics until ([^ \n:]*:[^ \n]*[0-9]).*", "$1");
  }

  @Test
  void theSameOffsetsGiveTheSameFile() throws Exception {
    assertOk(run("same", "topics", "create"));
    replay("same", 300);
    Path first = root.resolve("first");
    Cli all = snapshot("same", first, "2999-01-01T00:00:00Z");
    assertOk(all);
    String offsets = offsets(all.out());
    Instant between = nextMillisecond();
    replay("same", 600);

    Path again = root.resolve("again");
    assertOk(snapshot("same", again, offsets));
    assertArrayEquals(Files.readAllBytes(first), Files.readAllBytes(again));
    assertOk(snapshot("same", again, between));
    assertArrayEquals(Files.readAllBytes(first), Files.readAllBytes(again));
    assertEquals("topics until " + offsets, SnapshotFile.read(again).origin().source());

    String some = offsets.substring(0, offsets.indexOf(','));
    Cli rest = snapshot("same", again, some);
    assertOk(rest);
    assertNotEquals(-1, Files.mismatch(first, again), "what is not named goes to its end");
    assertTrue(offsets(rest.out()).startsWith(some + ",same.edges:1="), rest::out);
    assertEquals(edges(first), learnt("same", offsets));
  }

  private static int edges(Path snapshot) throws IOException {
    return SnapshotFile.read(snapshot).edges().count();
  }

  /** Learns from the topics up to there; where that was is on the card and in the report. */
  private static int learnt(String prefix, String offsets) throws IOException {
    Path kept = root.resolve("kept");
    Cli retrained =
        run(
            prefix,
            "retrain",
            "--topics",
            "--until",
            offsets,
            "--snapshot",
            kept,
            "--models",
            "sage",
            "--epochs",
            2,
            "--margin",
            1);
    assertOk(retrained);
    assertEquals(offsets, offsets(retrained.out()));
    String card = ModelArtifacts.read(root.resolve("models/demo/2")).card().snapshotId();
    assertEquals("topics until " + offsets, card);
    return edges(kept);
  }

  private static Instant nextMillisecond() throws InterruptedException {
    Thread.sleep(2); // what was sent has an earlier timestamp
    Instant now = Instant.now();
    Thread.sleep(2); // what is sent next has a later one
    return now;
  }

  @Test
  void whatCannotBeReadIsToldAllAtOnce() {
    assertOk(run("told", "topics", "create"));
    replay("told", 100);
    Path out = root.resolve("told");

    Cli refused =
        snapshot("told", out, "told.edges:0=99999,told.edges:2=1,edges:0=1,told.features:1=0");

    assertEquals(ExitCode.USAGE, refused.exitCode(), refused::err);
    assertTrue(
        refused
            .err()
            .matches(
                """
                anabranch: 3 faults:
                  told\\.edges:0=99999: it ends at \\d+
                  told\\.edges:2=1: expected a partition below 2
                  edges:0=1: expected a topic of told\\.edges, told\\.features
                """),
        refused::err);
    assertFalse(Files.exists(out));
    Cli retrain = run("told", "retrain", "--topics", "--until", "told.edges:5=1");
    assertEquals(ExitCode.USAGE, retrain.exitCode(), retrain::err);
    assertTrue(retrain.err().contains("expected a partition below 2"), retrain::err);
    Cli absent = run("absent", "retrain", "--topics", "--until", "2026-11-26T08:00:00Z");
    assertEquals(ExitCode.ENVIRONMENT, absent.exitCode(), absent::err);
    assertTrue(absent.err().contains("there is no topic 'absent.edges'"), absent::err);
  }

  @Test
  void whatIsDeletedIsMissed() throws Exception {
    assertOk(run("gone", "topics", "create"));
    replay("gone", 300);
    TopicPartition partition = new TopicPartition("gone.edges", 1);
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
      admin.deleteRecords(Map.of(partition, RecordsToDelete.beforeOffset(10))).all().get();
    }
    Path out = root.resolve("gone");

    Cli before = snapshot("gone", out, "gone.edges:1=9");
    assertEquals(ExitCode.USAGE, before.exitCode(), before::err);
    assertEquals(
        "anabranch: gone.edges:1=9: it begins at 10: what was before is deleted\n", before.err());
    Cli early = snapshot("gone", out, "2001-01-01T00:00:00Z");
    assertEquals(
        "anabranch: gone.edges:1 begins at 10, with what was written from 2001-01-01T00:00:00Z on:"
            + " what was before is deleted; what is left is read with --until"
            + " gone.edges:0=0,gone.edges:1=10,gone.features:0=0,gone.features:1=0\n",
        early.err());
    assertFalse(Files.exists(out));
    assertOk(snapshot("gone", out, "gone.edges:1=10"));
  }

  @Test
  void withoutTopicsItMakesNoSense() {
    for (String command : new String[] {"snapshot", "retrain"}) {
      Object[] out = command.equals("snapshot") ? new Object[] {"--out", root} : new Object[0];
      Object[] words = {command, "--until", "2026-11-26T08:00:00Z"};
      Cli refused = run("none", Stream.concat(Stream.of(words), Stream.of(out)).toArray());
      assertEquals(ExitCode.USAGE, refused.exitCode(), refused::err);
      assertTrue(refused.err().contains("--until: expected with --topics"), refused::err);
      words[2] = "noon";
      Cli malformed = run("none", Stream.concat(Stream.of(words), Stream.of(out)).toArray());
      assertEquals(ExitCode.USAGE, malformed.exitCode(), malformed::err);
      assertTrue(malformed.err().contains("expected a time such as"), malformed::err);
    }
  }

  @Test
  void againAndAgainItMakesNoSense() {
    Cli refused =
        run("none", "retrain", "--topics", "--until", "2026-11-26T08:00:00Z", "--every", "10m");
    assertEquals(ExitCode.USAGE, refused.exitCode(), refused::err);
    assertTrue(refused.err().contains("expected without --every"), refused::err);
  }
}
