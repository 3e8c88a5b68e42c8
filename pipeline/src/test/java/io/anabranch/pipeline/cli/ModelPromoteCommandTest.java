// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.anabranch.connectors.broker.LocalBroker;
import io.anabranch.model.artifact.ModelArtifacts;
import io.anabranch.model.layer.SageModel;
import io.anabranch.pipeline.config.AnabranchConfig;
import io.anabranch.pipeline.job.EmbeddedCluster;
import io.anabranch.pipeline.job.EmbeddingJob;
import io.anabranch.pipeline.job.FlinkSettings;
import io.anabranch.pipeline.registry.ModelRegistry;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.flink.api.common.JobID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A swap, and its audit, by the command line. */
@Timeout(value = 3, unit = TimeUnit.MINUTES)
class ModelPromoteCommandTest {

  @TempDir Path root;

  private List<String> options;

  @Test
  void theJobGoesOverAndBack() throws Exception {
    Path registry = root.resolve("models");
    SageModel first = SageModel.random("demo", 1, new int[] {3, 4, 4}, 1, true);
    ModelArtifacts.write(first, registry);
    Path second =
        ModelArtifacts.write(SageModel.random("demo", 2, new int[] {3, 5, 4}, 2, true), registry);
    Path deeper =
        ModelArtifacts.write(
            SageModel.random("demo", 3, new int[] {3, 5, 5, 4}, 3, true), registry);
    try (LocalBroker broker = LocalBroker.start(root.resolve("broker"), 0)) {
      options =
          List.of(
              "kafka.bootstrap-servers=" + broker.bootstrapServers(),
              "model.path=" + registry.resolve("demo/1"),
              "topics.partitions=2",
              "job.checkpoint-directory=" + root.resolve("checkpoints"),
              "job.checkpoint-interval=300ms",
              "job.web-port=0",
              "job.parallelism=2");
      AnabranchConfig config = AnabranchConfig.of(options.toArray(String[]::new));
      assertOk(run("topics", "create"));
      Cli nobody = run("model", "promote", "demo", 2, "--patience", 1);
      assertEquals(ExitCode.ENVIRONMENT, nobody.exitCode(), nobody::err);
      assertTrue(nobody.err().contains("did not go over to demo version 2 within 1 s"));
      try (EmbeddedCluster cluster = EmbeddedCluster.start(FlinkSettings.of(config))) {
        JobID job = cluster.submit(EmbeddingJob.of(config, first), null);
        assertOk(run("replay", "--payments", 300, "--accounts", 40, "--tidy", "--probe"));
        assertVerified(1); // what was announced before the job started is passed over

        Cli promoted = run("model", "promote", second);
        assertOk(promoted);
        assertTrue(
            promoted
                .out()
                .matches(
                    "demo version 2 is announced\ndemo version 2 is being loaded\n"
                        + "(demo version 2 is being told: \\d+ %, \\d+ vertices\n)*"
                        + "demo version 2 is serving, after \\d+\\.\\d s: \\d\\d vertices,"
                        + " \\d+ a second\n"),
            promoted::out);
        assertVerified(2);
        assertEquals(2, latest(registry));

        Cli refused = run("model", "promote", deeper);
        assertEquals(ExitCode.CHECK_FAILED, refused.exitCode(), refused::out);
        assertTrue(
            refused
                .err()
                .startsWith("anabranch: the job refuses demo version 3: expected the same depth"),
            refused::err);
        assertVerified(2);
        assertEquals(2, latest(registry));

        assertOk(run("model", "promote", "demo", 1));
        assertVerified(1);
        cluster.cancel(job);
      }
    }
  }

  @Test
  void whatIsNoVersionIsRefusedHere() throws Exception {
    options = List.of("model.registry=" + root);
    Cli word = run("model", "promote", "demo", "two");
    assertEquals(ExitCode.USAGE, word.exitCode(), word::err);
    Cli missing = run("model", "promote", "demo", 2);
    assertEquals(ExitCode.ENVIRONMENT, missing.exitCode(), missing::err);
    assertTrue(missing.err().contains("expected a file; there is none"), missing::err);
  }

  private static int latest(Path registry) throws Exception {
    return ModelRegistry.at(registry.toUri()).latest("demo").orElseThrow().version();
  }

  private void assertVerified(int version) {
    Cli verified = run("verify", "--probe");
    assertOk(verified);
    assertTrue(verified.out().contains("model version " + version), verified::out);
    assertTrue(verified.out().contains("bit-identical"), verified::out);
  }

  private Cli run(Object... words) {
    Stream<Object> set = options.stream().map(option -> "-D" + option);
    return Cli.run(Stream.concat(Arrays.stream(words), set).toArray());
  }

  private static void assertOk(Cli cli) {
    assertEquals(ExitCode.OK, cli.exitCode(), () -> cli.out() + cli.err());
  }
}
