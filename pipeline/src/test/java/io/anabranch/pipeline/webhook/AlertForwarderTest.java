// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.webhook;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.anabranch.connectors.broker.LocalBroker;
import io.anabranch.connectors.kafka.GroupReader;
import io.anabranch.connectors.kafka.TopicNames;
import io.anabranch.connectors.kafka.Topics;
import io.anabranch.pipeline.alert.AlertCodec;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A webhook that is down loses no alert: with a real broker and a server that fails at first. */
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class AlertForwarderTest {

  private static final Backoff QUICK = new Backoff(Duration.ofMillis(20), Duration.ofMillis(50));
  private static LocalBroker broker;
  private final List<String> log = new CopyOnWriteArrayList<>();

  @BeforeAll
  static void startBroker(@TempDir Path directory) {
    broker = LocalBroker.start(directory, 0);
  }

  @AfterAll
  static void stopBroker() {
    broker.close();
  }

  @Test
  void aWebhookThatFailsAtFirstGetsAllOfThemInTheEnd() throws Exception {
    String topic = topic("late.");
    send(topic, 0, 20);
    try (WebhookServer server = new WebhookServer(post -> post < 4 ? 503 : 200)) {
      forward(server, topic, "late", 20);
      assertEquals(names(0, 20), subjects(server));
      assertEquals(List.of(503, 503, 503, 503), server.answers.subList(0, 4));
    }
    assertEquals(5, log.size(), log::toString);
    assertTrue(log.get(0).contains("answers 503: answer 503; again in 20 ms"), log::toString);
    assertTrue(log.get(3).endsWith("again in 50 ms"), log::toString);
    assertEquals("delivered after 4 failures", log.get(4));
  }

  /** The first run ends while the webhook is down; the second takes up what had not arrived. */
  @Test
  void anotherRunGoesOnWhereTheWebhookGotTo() throws Exception {
    String topic = topic("again.");
    send(topic, 0, 5);
    try (WebhookServer server = new WebhookServer(post -> 200)) {
      forward(server, topic, "again", 5);
    }
    send(topic, 5, 10);
    try (WebhookServer server = new WebhookServer(post -> 500)) {
      AtomicBoolean stop = new AtomicBoolean();
      CompletableFuture<Void> run = start(server, topic, "again", stop);
      await().atMost(Duration.ofSeconds(60)).until(() -> server.answers.size() >= 3);
      stop.set(true);
      run.get(30, TimeUnit.SECONDS);
      assertTrue(server.accepted.isEmpty());
    }
    try (WebhookServer server = new WebhookServer(post -> 200)) {
      forward(server, topic, "again", 5);
      assertEquals(names(5, 10), subjects(server));
    }
  }

  @Test
  void whatIsRefusedForGoodEndsTheRunAndIsNotCommitted() throws Exception {
    String topic = topic("refused.");
    send(topic, 0, 3);
    try (WebhookServer server = new WebhookServer(post -> 400)) {
      WebhookException refused =
          assertThrows(WebhookException.class, () -> run(server, topic, "refused", () -> true));
      assertEquals(server.uri() + " answers 400: answer 400", refused.getMessage());
    }
    try (WebhookServer server = new WebhookServer(post -> 200)) {
      forward(server, topic, "refused", 3);
      assertEquals(names(0, 3), subjects(server));
    }
  }

  @Test
  void whatIsNoAlertIsNamedByItsPlace() throws Exception {
    String topic = topic("bad.");
    try (KafkaProducer<byte[], byte[]> producer = producer()) {
      producer.send(new ProducerRecord<>(topic, 0, null, "{}".getBytes(UTF_8))).get();
    }
    try (WebhookServer server = new WebhookServer(post -> 200)) {
      WebhookException refused =
          assertThrows(WebhookException.class, () -> run(server, topic, "bad", () -> true));
      assertEquals(
          topic
              + ", partition 0, offset 0: 'format': expected a whole number of 32 bits; came"
              + " nothing",
          refused.getMessage());
    }
  }

  private void forward(WebhookServer server, String topic, String group, int count)
      throws Exception {
    run(server, topic, group, () -> subjects(server).size() < count);
  }

  private CompletableFuture<Void> start(
      WebhookServer server, String topic, String group, AtomicBoolean stop) {
    return CompletableFuture.runAsync(() -> run(server, topic, group, () -> !stop.get()));
  }

  private void run(
      WebhookServer server, String topic, String group, java.util.function.BooleanSupplier goOn) {
    try (GroupReader reader = new GroupReader(broker.bootstrapServers(), group, topic, 64)) {
      new AlertForwarder(new Webhook(server.uri(), Duration.ofSeconds(5)), QUICK, log::add)
          .run(reader, goOn);
    }
  }

  private static List<String> subjects(WebhookServer server) {
    List<String> subjects = new ArrayList<>();
    try {
      for (String body : server.accepted) {
        for (JsonNode alert : new ObjectMapper().readTree(body)) {
          subjects.add(alert.path("labels").path("subject").asText());
        }
      }
    } catch (java.io.IOException e) {
      throw new AssertionError(e);
    }
    return subjects;
  }

  private static List<String> names(int from, int to) {
    return IntStream.range(from, to).mapToObj(i -> "v" + i).toList();
  }

  private static String topic(String prefix) {
    TopicNames names = TopicNames.withPrefix(prefix);
    try (Topics topics = Topics.connect(broker.bootstrapServers(), Duration.ofSeconds(30))) {
      topics.create(names, 1, (short) 1);
    }
    return names.alerts();
  }

  private static void send(String topic, int from, int to) throws Exception {
    try (KafkaProducer<byte[], byte[]> producer = producer()) {
      for (int i = from; i < to; i++) {
        byte[] value = new AlertCodec().encode(WebhookTest.alert(i));
        producer.send(new ProducerRecord<>(topic, 0, new byte[] {1}, value)).get();
      }
    }
  }

  private static KafkaProducer<byte[], byte[]> producer() {
    return new KafkaProducer<>(
        Map.of("bootstrap.servers", broker.bootstrapServers()),
        new ByteArraySerializer(),
        new ByteArraySerializer());
  }
}
