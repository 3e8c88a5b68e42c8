// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.anabranch.connectors.broker.LocalBroker;
import io.anabranch.connectors.codec.Embedding;
import io.anabranch.connectors.codec.EmbeddingFormat;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands that speak to a broker, against a real one. */
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
    assertEquals(ExitCode.ENVIRONMENT, Cli.run("tail", servers()).exitCode());

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

  private static String servers() {
    return "-Dkafka.bootstrap-servers=" + broker.bootstrapServers();
  }
}
