// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.anabranch.connectors.codec.EmbeddingFormat;
import io.anabranch.connectors.kafka.TopicNames;
import io.anabranch.pipeline.config.AnabranchConfig.Backend;
import io.anabranch.pipeline.config.AnabranchConfig.Direction;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AnabranchConfigTest {

  @TempDir Path directory;

  @Test
  void usageExample() throws IOException {
    Path file =
        write(
            """
            kafka:
              bootstrap-servers: broker-1:9092, broker-2:9092
            job:
              parallelism: 4
            flink:
              taskmanager.memory.network.max: 64mb
            """);

    AnabranchConfig config =
        AnabranchConfig.load(file, List.of("bundle.max-delay=20ms", "job.parallelism=3"));

    assertEquals("broker-1:9092,broker-2:9092", config.kafka().bootstrapServers());
    assertEquals(Duration.ofMillis(20), config.bundle().maxDelay());
    assertEquals(3, config.job().parallelism(), "the command line wins over the file");
    assertEquals(10_000, config.bundle().maxVertices(), "the default");
    assertEquals(Map.of("taskmanager.memory.network.max", "64mb"), config.flink());
  }

  @Test
  void defaultsAreUsable() {
    AnabranchConfig config = AnabranchConfig.defaults();

    assertEquals("localhost:9092", config.kafka().bootstrapServers());
    assertEquals(1 << 20, config.events().maxRecordBytes());
    assertEquals(Duration.ofDays(1), config.events().maxAhead());
    assertEquals(Direction.DIRECTED, config.graph().direction());
    assertEquals(TopicNames.defaults(), config.topics().names());
    assertEquals(EmbeddingFormat.AVRO, config.embeddings().format());
    assertEquals(Backend.HEAP, config.state().backend());
    assertEquals(Path.of("work/checkpoints"), config.job().checkpointDirectory());
    assertEquals("8081-8181", config.job().webPorts());
    assertEquals(Map.of(), config.flink());
  }

  /** A job that asks nothing needs no topic for it; `topics create` creates it all the same. */
  @Test
  void theTopicOfQuestionsIsNeededWhereSomebodyMayAsk() {
    String[] jumps = {
      "alerts.rules[0].name=far",
      "alerts.rules[0].metric=embedding-jump",
      "alerts.rules[0].threshold=1",
      "alerts.explain=1"
    };
    assertTrue(needsQuestions(jumps));
    jumps[3] = "alerts.explain=0";
    assertFalse(needsQuestions(jumps));
    assertFalse(needsQuestions());
    assertTrue(AnabranchConfig.defaults().topicNames().contains("anabranch.questions"));
  }

  private static boolean needsQuestions(String... options) {
    return AnabranchConfig.of(options).requiredTopics().contains("anabranch.questions");
  }

  @Test
  void webPortsStayPorts() {
    assertEquals("65500-65535", AnabranchConfig.of("job.web-port=65500").job().webPorts());
    assertEquals("0", AnabranchConfig.of("job.web-port=0").job().webPorts());
  }

  @Test
  void anEmptySectionOrFileIsNoFault() throws IOException {
    assertEquals(AnabranchConfig.defaults(), AnabranchConfig.load(write(""), List.of()));
    assertEquals(
        AnabranchConfig.defaults(),
        AnabranchConfig.load(write("# nothing yet\nkafka:\n  # timeout: 1s\nflink:\n"), List.of()));
  }

  @Test
  void allFaultsComeAtOnceWithTheirPlaces() throws IOException {
    Path file =
        write(
            """
            kafka:
              timout: 5s
              timeout: 5 parsecs
            graph:
              direction: both
            job:
              parallelism: 0
              parallelism: 2
            bundle: [1, 2]
            flink:
              execution.checkpointing.unaligned: true
            """);

    ConfigException thrown =
        assertThrows(
            ConfigException.class,
            () -> AnabranchConfig.load(file, List.of("events.max-id-bytes=1KB", "parallelism=3")));

    String at = file + ":";
    assertEquals(
        """
        the configuration has 9 faults:
          FILE:8: job.parallelism: expected an option once; came again, after line 7
          FILE:9: bundle: expected one value; came a list
          FILE:2: kafka.timout: expected kafka.timeout; came an unknown option
          command line: parallelism: expected job.parallelism; came an unknown option
          FILE:3: kafka.timeout: expected a duration from 100ms to 10m, such as 5ms, 10s, 5m, 2h \
        or 1d; came "5 parsecs"
          command line: events.max-id-bytes: expected a size from 1B to 32KiB, such as 512B, 64KiB \
        or 1MiB; came "1KB"
          FILE:5: graph.direction: expected directed or undirected; came "both"
          FILE:7: job.parallelism: expected a whole number from 1 to 128; came "0"
          FILE:11: flink.execution.checkpointing.unaligned: expected false: deltas are not \
        idempotent, and rescaled unaligned channels reorder them; came "true\""""
            .replace("FILE:", at),
        thrown.getMessage());
  }

  @Test
  void optionsThatClashAreNamedTogether() {
    assertEquals(
        List.of(
            new Fault(
                "default and command line",
                "job.checkpoint-interval and bundle.max-delay",
                "a checkpoint interval no shorter than the bundle's delay",
                "1000ms and 2000ms")),
        faults("bundle.max-delay=2s"));
    assertEquals(
        List.of("topics.edges and topics.features"),
        faults("topics.edges=same", "topics.features=same").stream().map(Fault::option).toList());
    assertEquals(
        List.of("events.max-id-bytes and events.max-record-bytes"),
        faults("events.max-id-bytes=1KiB", "events.max-record-bytes=1KiB").stream()
            .map(Fault::option)
            .toList());
  }

  @Test
  void anUnusableOptionSilencesTheRulesAboutIt() {
    assertEquals(
        List.of("job.checkpoint-interval"),
        faults("job.checkpoint-interval=soon", "bundle.max-delay=1m").stream()
            .map(Fault::option)
            .toList());
  }

  @Test
  void maxParallelismIsPinned() {
    assertEquals(
        "128, pinned because state is laid out by key group",
        faults("job.max-parallelism=64").get(0).expected());
  }

  @Test
  void brokenFilesAreFaultsToo() throws IOException {
    assertEquals("a file", loadFault(directory.resolve("absent.yaml")).expected());
    assertEquals("a file", loadFault(directory).expected());
    assertEquals("well-formed YAML", loadFault(write("kafka: {timeout: 1s")).expected());
    assertEquals("a map of sections", loadFault(write("- kafka")).expected());
    assertEquals("one document", loadFault(write("kafka:\n---\njob:\n")).expected());
    assertEquals("a value", loadFault(write("job: {name: &a x}\nmodel: {path: *a}\n")).expected());
    Path latin1 = Files.write(directory.resolve("l.yaml"), new byte[] {'#', (byte) 0xe9, '\n'});
    assertEquals("UTF-8", loadFault(latin1).expected());
    assertEquals(
        new Fault(directory.resolve("x.yaml") + ":1", "kafka.timeout", "", "nothing"),
        withoutExpected(loadFault(write("kafka: {timeout: }"))));
  }

  @Test
  void anOverrideNeedsItsEqualsSign() {
    assertEquals(
        List.of(new Fault("command line", "job.parallelism", "section.option=value", "no '='")),
        faults("job.parallelism"));
  }

  private Fault loadFault(Path file) {
    List<Fault> faults =
        assertThrows(ConfigException.class, () -> AnabranchConfig.load(file, List.of())).faults();
    assertEquals(1, faults.size(), faults::toString);
    return faults.get(0);
  }

  private static List<Fault> faults(String... overrides) {
    return assertThrows(ConfigException.class, () -> AnabranchConfig.of(overrides)).faults();
  }

  private static Fault withoutExpected(Fault fault) {
    return new Fault(fault.where(), fault.option(), "", fault.came());
  }

  private Path write(String yaml) throws IOException {
    return Files.writeString(directory.resolve("x.yaml"), yaml);
  }
}
