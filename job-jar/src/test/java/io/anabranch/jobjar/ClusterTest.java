// SPDX-License-Identifier: Apache-2.0
package io.anabranch.jobjar;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.anabranch.connectors.broker.LocalBroker;
import io.anabranch.connectors.generator.GeneratorOptions;
import io.anabranch.connectors.generator.PaymentGenerator;
import io.anabranch.connectors.kafka.ProbeStatus;
import io.anabranch.connectors.kafka.TopicNames;
import io.anabranch.connectors.kafka.Topics;
import io.anabranch.connectors.replay.ReplayOptions;
import io.anabranch.connectors.replay.Replayer;
import io.anabranch.model.artifact.ModelArtifacts;
import io.anabranch.model.layer.SageModel;
import io.anabranch.pipeline.config.AnabranchConfig;
import io.anabranch.pipeline.verify.Probes;
import io.anabranch.pipeline.verify.Verifier;
import io.anabranch.pipeline.verify.Verifier.Report;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The job jar on Flink's own JobManager, TaskManager and client, each a process of its own. */
class ClusterTest {

  private static final Path JAR = Path.of(System.getProperty("anabranch.job-jar"));
  private static final int DIMENSION = 8;
  private static final Duration PATIENCE = Duration.ofSeconds(120);

  @TempDir static Path directory;
  private static LocalBroker broker;
  private static SageModel model;
  private static Path artifact;

  @BeforeAll
  static void startBroker() throws Exception {
    broker = LocalBroker.start(directory.resolve("broker"), 0);
    artifact =
        ModelArtifacts.write(
            SageModel.random("test", 3, new int[] {DIMENSION, 8, 8}, 42, true), directory);
    model = ModelArtifacts.read(artifact);
  }

  @AfterAll
  static void stopBroker() {
    broker.close();
  }

  /** Without the Vector API: other kernels, the same bits. */
  @Test
  void flinkRunSubmitsIt() throws Exception {
    List<String> options = options("session", "json");
    try (FlinkProcesses flink = new FlinkProcesses(directory.resolve("session"))) {
      flink.startJobManager(FlinkProcesses.JOB_MANAGER);
      flink.startTaskManager();
      assertNotEquals(
          0, flink.flink(run(options, "-Dexecution.checkpointing.unaligned.enabled=true")));
      assertTrue(
          flink
              .output()
              .contains("flink.execution.checkpointing.unaligned.enabled: expected false"),
          "the refusal names the option: " + flink.output());

      assertEquals(0, flink.flink(run(options)), flink.output());

      assertExact(options);
    }
  }

  @Test
  void applicationModeRunsItAndPrometheusSeesEveryMetricOfTheBoard() throws Exception {
    List<String> options = options("application", "avro");
    options.add("evaluation.enabled=true"); // the board shows it, too
    Path file = directory.resolve("application.yaml");
    Files.writeString(file, "events:\n  allowed-lateness: 5s\n");
    options.add("events.allowed-lateness=5s");
    try (FlinkProcesses flink = new FlinkProcesses(directory.resolve("application"))) {
      Files.copy(JAR, flink.usrlib().resolve("anabranch-job.jar"));
      List<String> args =
          new ArrayList<>(
              List.of(
                  "--job-classname", "io.anabranch.pipeline.cluster.ClusterMain", file.toString()));
      args.addAll(sets(options.subList(0, options.size() - 1)));
      flink.startJobManager(FlinkProcesses.APPLICATION, args.toArray(String[]::new));
      flink.startTaskManager("--add-modules", "jdk.incubator.vector");

      assertExact(options);

      // A metric is there a moment after its operator has begun to count.
      await()
          .atMost(Duration.ofSeconds(20))
          .untilAsserted(() -> assertEquals(Set.of(), Dashboard.missingFrom(flink.scrape())));
    }
  }

  private static String[] run(List<String> options, String... dynamic) {
    List<String> args = new ArrayList<>(List.of("run", "--detached"));
    args.addAll(List.of(dynamic));
    args.add(JAR.toString());
    args.addAll(sets(options));
    return args.toArray(String[]::new);
  }

  private static List<String> sets(List<String> options) {
    List<String> args = new ArrayList<>();
    options.forEach(option -> args.addAll(List.of("--set", option)));
    return args;
  }

  private static List<String> options(String name, String format) {
    List<String> options =
        new ArrayList<>(AnabranchConfig.Topics.options(TopicNames.withPrefix(name + ".")));
    options.add("kafka.bootstrap-servers=" + broker.bootstrapServers());
    options.add("kafka.timeout=30s");
    options.add("events.format=" + format);
    options.add("model.path=" + artifact);
    options.add("job.checkpoint-directory=" + directory.resolve("checkpoints-" + name));
    options.add("job.checkpoint-interval=500ms");
    AnabranchConfig config = AnabranchConfig.of(options.toArray(String[]::new));
    try (Topics topics = Topics.connect(broker.bootstrapServers(), Duration.ofSeconds(30))) {
      topics.create(config.topics().names(), 3, (short) 1);
    }
    return options;
  }

  /** Sends payments with everything that goes wrong in a real topic, and audits what comes out. */
  private static void assertExact(List<String> options) {
    AnabranchConfig config = AnabranchConfig.of(options.toArray(String[]::new));
    var events =
        new PaymentGenerator(GeneratorOptions.real(5, 200, 2_000, DIMENSION).withLate(0.02, 60_000))
            .events();
    new Replayer(
            broker.bootstrapServers(), config.topics().names(), config.events().newCodec(DIMENSION))
        .replay(events, ReplayOptions.FLAT_OUT, sent -> {});
    ProbeStatus probe =
        new Probes(config)
            .request(0, PATIENCE, () -> true)
            .orElseThrow(() -> new AssertionError("the probe was not answered"));
    Report report = new Verifier(config, model).verify(probe);
    assertTrue(report.isExact(), report::toString);
    assertTrue(report.comparison().expected() > 100, report::toString);
    assertTrue(report.refused() > 0, report::toString);
  }
}
