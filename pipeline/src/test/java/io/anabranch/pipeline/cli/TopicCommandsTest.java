// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.anabranch.connectors.broker.LocalBroker;
import io.anabranch.connectors.codec.Embedding;
import io.anabranch.connectors.codec.EmbeddingFormat;
import io.anabranch.connectors.kafka.Isolation;
import io.anabranch.connectors.kafka.TopicReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The commands that speak to a broker, against a real one. */
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class TopicCommandsTest {

  private static LocalBroker broker;

  @BeforeAll
  static void startBroker(@TempDir Path directory) {
    broker = LocalBroker.start(directory, 0);
  }

  @AfterAll
  static void stopBroker() {
    broker.close();
  }

  @Test
  void createListAndTail() throws Exception {
    Cli missing = Cli.run("topics", "list", servers());
    assertTrue(missing.out().matches("(?s).*anabranch\\.edges +missing\n.*"), missing::out);
    Cli early = Cli.run("tail", servers());
    assertEquals(ExitCode.ENVIRONMENT, early.exitCode());
    assertTrue(early.err().contains("there is no anabranch.embeddings. "), early::err);

    Cli create = Cli.run("topics", "create", servers(), "-Dtopics.partitions=2");
    assertEquals(ExitCode.OK, create.exitCode(), create::err);
    assertTrue(create.out().startsWith("created  anabranch.edges\n"), create::out);
    assertTrue(
        Cli.run("topics", "create", servers()).out().startsWith("there    anabranch.edges\n"));

    writeRows();
    Cli list = Cli.run("topics", "list", servers());
    assertTrue(list.out().matches("(?s).*anabranch\\.embeddings +2 +3\n.*"), list::out);

    Cli tail = Cli.run("tail", servers(), "--from-beginning", "--vertex", "alice", "--limit", 2);
    assertEquals(ExitCode.OK, tail.exitCode(), tail::err);
    assertEquals(
        """
        alice                    v3 #7 1970-01-01T00:00:01.500Z   0.50000 -1.25000\
          0.00000  2.00000 ... of 5
        alice                    gone
        """,
        tail.out());
    Cli json =
        Cli.run("tail", servers(), "--from-beginning", "--vertex", "alice", "--limit", 2, "--json");
    assertTrue(json.out().lines().anyMatch("{\"vertex\":\"alice\",\"gone\":true}"::equals));
    assertTrue(json.out().contains("[0.5,-1.25,0.0,2.0,3.0]"), json::out);

    Cli damaged =
        Cli.run("tail", servers(), "--from-beginning", "--vertex", "bad\u001b", "--limit", 1);
    assertEquals(ExitCode.CHECK_FAILED, damaged.exitCode());
    assertTrue(damaged.err().contains("anabranch.embeddings, partition "), damaged::err);
  }

  @Test
  void replayCountsWhatItSends(@TempDir Path directory) throws Exception {
    String model = "-Dmodel.path=" + directory.resolve("demo/1");
    Cli.run("model", "init", "--dims", "3,2", "--out", directory);
    Path config = Files.writeString(directory.resolve("r.yaml"), topicsWithPrefix("r."));
    Cli missing = Cli.run("replay", servers(), model, "-c", config);
    assertEquals(ExitCode.ENVIRONMENT, missing.exitCode());
    Cli.run("topics", "create", servers(), "-c", config, "-Dtopics.partitions=2");

    Cli replay =
        Cli.run(
            "replay",
            servers(),
            model,
            "-c",
            config,
            "--payments",
            1000,
            "--accounts",
            50,
            "--tidy",
            "--bad-share",
            0.01,
            "--probe");

    assertEquals(ExitCode.OK, replay.exitCode(), replay::err);
    Matcher counts =
        Pattern.compile(
                "sent (.*) edge and (.*) feature records, (.*) bad ones: .* records/s\nsent probe-.*\n")
            .matcher(replay.out());
    assertTrue(counts.matches(), replay::out);
    long sent = 0;
    for (int group = 1; group <= 3; group++) {
      sent += Long.parseLong(counts.group(group).replace(",", ""));
    }
    TopicReader reader =
        new TopicReader(
            broker.bootstrapServers(), Isolation.READ_UNCOMMITTED, Duration.ofSeconds(30));
    long there = reader.read("r.edges", row -> {}) + reader.read("r.features", row -> {});
    assertEquals(sent + 4, there, "and a probe on each of the four partitions");
  }

  @Test
  void aReplayNeedsAModelAndSoundNumbers(@TempDir Path directory) {
    Cli replay = Cli.run("replay", servers(), "-Dmodel.path=" + directory.resolve("demo/1"));
    assertEquals(ExitCode.USAGE, replay.exitCode());
    assertEquals(ExitCode.USAGE, Cli.run("replay", servers(), "--rate", -1).exitCode());
    assertEquals(ExitCode.USAGE, Cli.run("replay", servers(), "--bad-share", 2).exitCode());
    Cli.run("model", "init", "--out", directory);
    Cli few =
        Cli.run(
            "replay", servers(), "-Dmodel.path=" + directory.resolve("demo/1"), "--accounts", 3);
    assertEquals("anabranch: the generator: accounts is 3, expected >= 16\n", few.err());
  }

  @Test
  void theNewestPeriodOfTheEvaluationIsShown(@TempDir Path directory) throws Exception {
    Path config = Files.writeString(
            directory.resolve("e.yaml"), topicsWithPrefix("e.") + "  evaluation: e.all\n");
    assertEquals(ExitCode.ENVIRONMENT, Cli.run("evaluation", servers(), "-c", config).exitCode());
    Cli.run("topics", "create", servers(), "-c", config);
    String record =
        "{\"format\":1,\"period\":%d,\"last\":false,\"edges\":7,\"ranked\":5,\"repeated\":0,"
            + "\"rankedInAll\":12,\"modelVersion\":3,\"scorers\":[],\"drift\":{\"scorer\":\"recency\","
            + "\"metric\":\"mrr\",\"value\":0.5,\"reference\":0.5,\"fallen\":false,\"since\":null}}";
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", broker.bootstrapServers()),
            new ByteArraySerializer(),
            new ByteArraySerializer())) {
      for (long period : new long[] {1000, 2000}) {
        producer
            .send(new ProducerRecord<>("e.all", record.formatted(period).getBytes(UTF_8)))
            .get();
      }
      Cli newest = Cli.run("evaluation", servers(), "-c", config, "--limit", 1);
      assertEquals(ExitCode.OK, newest.exitCode(), newest::err);
      assertEquals(
          """
          up to 1970-01-01T00:00:02Z: 7 edges, 5 of them ranked, 12 in all; embeddings of model \
          version 3
            scorer                   AUC      AP     MRR
            MRR of recency is 0.5000, its reference 0.5000: no drift
          """,
          newest.out());
      Cli all =
          Cli.run(
              "evaluation", servers(), "-c", config, "--from-beginning", "--limit", 2, "--json");
      assertEquals(record.formatted(1000) + "\n" + record.formatted(2000) + "\n", all.out());
      producer.send(new ProducerRecord<>("e.all", "{}".getBytes(UTF_8))).get();
      Cli damaged = Cli.run("evaluation", servers(), "-c", config, "--limit", 1);
      assertEquals(ExitCode.CHECK_FAILED, damaged.exitCode());
      assertEquals(
          "anabranch: e.all, partition 0, offset 2: missing-field: 'format' is not given\n",
          damaged.err());
    }
  }

  @Test
  void aBrokerThatIsNotThereIsOneLineAndExitThree() {
    Cli list =
        Cli.run("topics", "list", "-Dkafka.bootstrap-servers=127.0.0.1:1", "-Dkafka.timeout=1s");
    assertEquals(ExitCode.ENVIRONMENT, list.exitCode());
    assertTrue(list.err().startsWith("anabranch: no Kafka broker answered at 127.0.0.1:1"));
    assertEquals(1, list.err().lines().count(), list::err);
  }

  @Test
  void badArgumentsAreNamed() {
    assertEquals(ExitCode.USAGE, Cli.run("tail", servers(), "--limit", 0).exitCode());
    assertEquals(ExitCode.USAGE, Cli.run("topics", "create", "--replication", 0).exitCode());
  }

  private static void writeRows() throws ExecutionException, InterruptedException {
    Embedding row = new Embedding("alice", 1500, 1501, 7, 3, new float[] {.5f, -1.25f, 0, 2, 3});
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", broker.bootstrapServers()),
            new ByteArraySerializer(),
            new ByteArraySerializer())) {
      String topic = "anabranch.embeddings";
      byte[] alice = "alice".getBytes(UTF_8);
      byte[] value = EmbeddingFormat.AVRO.newCodec().encode(row);
      producer.send(new ProducerRecord<>(topic, alice, value)).get();
      producer.send(new ProducerRecord<>(topic, alice, null)).get();
      producer.send(new ProducerRecord<>(topic, "bad\u001b".getBytes(UTF_8), new byte[1])).get();
    }
  }

  private static String topicsWithPrefix(String prefix) {
    StringBuilder yaml = new StringBuilder("topics:\n");
    for (String topic :
        List.of("edges", "features", "embeddings", "models", "status", "dead-letters")) {
      yaml.append("  %s: %s%s\n".formatted(topic, prefix, topic));
    }
    return yaml.toString();
  }

  private static String servers() {
    return "-Dkafka.bootstrap-servers=" + broker.bootstrapServers();
  }
}
