// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.job;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.anabranch.connectors.broker.LocalBroker;
import io.anabranch.connectors.codec.Reason;
import io.anabranch.connectors.kafka.DeadLetterSchema;
import io.anabranch.connectors.kafka.Isolation;
import io.anabranch.connectors.kafka.TopicReader;
import io.anabranch.pipeline.verify.Verifier.Report;
import io.anabranch.state.event.GraphEvent;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.JobID;
import org.apache.flink.api.common.JobStatus;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever is written to the input topics, the job goes on and the good records count. */
class BadInputTest {

  private record Bad(Reason reason, boolean edge, byte[] key, byte[] value) {}

  private record Sent(String topic, int partition, long offset) {}

  private static final byte[] KEY = "key".getBytes(UTF_8);

  @TempDir Path directory;

  @Test
  void badRecordsAreDeadLettersAndTheJobGoesOn() throws Exception {
    try (LocalBroker broker = LocalBroker.start(directory.resolve("broker"), 0)) {
      Pipeline pipeline =
          new Pipeline(
              broker.bootstrapServers(),
              "bad",
              directory.resolve("checkpoints"),
              Pipeline.model(8, 8, 8),
              "job.parallelism=2");
      List<GraphEvent> events = Pipeline.payments(8, 200, 1_500);
      int half = events.size() / 2;
      long now = events.stream().mapToLong(GraphEvent::timestamp).max().orElseThrow();
      try (EmbeddedCluster cluster = EmbeddedCluster.start(FlinkSettings.of(pipeline.config))) {
        JobID job = cluster.submit(EmbeddingJob.of(pipeline.config, pipeline.model), null);
        pipeline.send(events.subList(0, half));
        Map<Sent, Bad> sent = send(pipeline, broker.bootstrapServers(), bad(now));
        sendOne(
            pipeline,
            broker.bootstrapServers(),
            "{\"src\":\"odd\",\"dst\":\"strange\",\"timestamp\":%d,\"x\":{\"y\":[1]}}"
                .formatted(now));
        pipeline.send(events.subList(half, events.size()));

        Report report = pipeline.verify();
        assertTrue(report.isExact(), report::toString);
        assertTrue(report.comparison().expected() > 100, report::toString);
        assertTrue(report.refused() >= sent.size(), report::toString);
        await()
            .atMost(Duration.ofSeconds(30))
            .until(() -> deadLetters(pipeline).size() == report.refused());
        Map<Sent, ConsumerRecord<byte[], byte[]>> letters = deadLetters(pipeline);
        sent.forEach((where, bad) -> assertLetter(bad, letters.get(where), where));
        assertEquals(JobStatus.RUNNING, cluster.status(job));
        assertEquals(0, cluster.restarts(job));
        cluster.cancel(job);
      }
    }
  }

  private static List<Bad> bad(long now) {
    List<Bad> bad = new ArrayList<>();
    String edge = "{'src':'a','dst':'b','timestamp':" + now;
    String vertex = "{'vertex':'a','timestamp':" + now;
    edge(bad, Reason.MALFORMED, edge);
    edge(bad, Reason.MALFORMED, "");
    edge(bad, Reason.MALFORMED, edge + ",'weight':NaN}");
    edge(bad, Reason.WRONG_TYPE, edge + ",'weight':'1'}");
    edge(bad, Reason.BAD_NUMBER, edge + ",'weight':1e999}");
    edge(bad, Reason.WRONG_TYPE, "{'src':{},'dst':'b','timestamp':" + now + "}");
    edge(bad, Reason.BAD_ID, "{'src':'','dst':'b','timestamp':" + now + "}");
    edge(bad, Reason.BAD_TIMESTAMP, "{'src':'a','dst':'b','timestamp':-1}");
    edge(bad, Reason.TOO_FAR_AHEAD, "{'src':'a','dst':'b','timestamp':" + Long.MAX_VALUE + "}");
    edge(bad, Reason.TOO_LARGE, edge + ",'x':'" + "x".repeat(1 << 20) + "'}");
    edge(bad, Reason.UNKNOWN_OP, edge + ",'op':'upsert'}");
    vertex(bad, Reason.MALFORMED, vertex + ",'features':[NaN,0,0,0,0,0,0,0]}");
    vertex(bad, Reason.BAD_NUMBER, vertex + ",'features':[1e999,0,0,0,0,0,0,0]}");
    vertex(bad, Reason.WRONG_DIMENSION, vertex + ",'features':[1,2,3]}");
    vertex(bad, Reason.MISSING_FIELD, vertex + "}");
    bad.add(new Bad(Reason.NULL_KEY, true, null, json(edge + "}")));
    bad.add(new Bad(Reason.NULL_VALUE, true, KEY, null));
    bad.add(new Bad(Reason.NULL_VALUE, false, KEY, null));
    byte[] notUtf8 = json(edge + ",'x':'?'}");
    notUtf8[notUtf8.length - 3] = (byte) 0xE4;
    bad.add(new Bad(Reason.MALFORMED, true, KEY, notUtf8));
    return bad;
  }

  private static void edge(List<Bad> bad, Reason reason, String json) {
    bad.add(new Bad(reason, true, KEY, json(json)));
  }

  private static void vertex(List<Bad> bad, Reason reason, String json) {
    bad.add(new Bad(reason, false, KEY, json(json)));
  }

  private static byte[] json(String text) {
    return text.replace('\'', '"').getBytes(UTF_8);
  }

  private static Map<Sent, Bad> send(Pipeline pipeline, String servers, List<Bad> records)
      throws Exception {
    Map<Sent, Bad> sent = new HashMap<>();
    try (KafkaProducer<byte[], byte[]> producer = producer(servers)) {
      for (Bad bad : records) {
        String topic =
            bad.edge() ? pipeline.config.topics().edges() : pipeline.config.topics().features();
        int partition = sent.size() % 3;
        var answer =
            producer.send(new ProducerRecord<>(topic, partition, bad.key(), bad.value())).get();
        sent.put(new Sent(topic, partition, answer.offset()), bad);
      }
    }
    return sent;
  }

  private static void sendOne(Pipeline pipeline, String servers, String json) throws Exception {
    try (KafkaProducer<byte[], byte[]> producer = producer(servers)) {
      producer
          .send(new ProducerRecord<>(pipeline.config.topics().edges(), KEY, json.getBytes(UTF_8)))
          .get();
    }
  }

  private static KafkaProducer<byte[], byte[]> producer(String servers) {
    return new KafkaProducer<>(
        Map.of(
            "bootstrap.servers", servers, "max.request.size", 8 << 20, "compression.type", "lz4"),
        new ByteArraySerializer(),
        new ByteArraySerializer());
  }

  private static Map<Sent, ConsumerRecord<byte[], byte[]>> deadLetters(Pipeline pipeline) {
    Map<Sent, ConsumerRecord<byte[], byte[]>> letters = new HashMap<>();
    new TopicReader(
            pipeline.config.kafka().bootstrapServers(),
            Isolation.READ_COMMITTED,
            Duration.ofSeconds(30))
        .read(
            pipeline.config.topics().deadLetters(),
            record ->
                letters.put(
                    new Sent(
                        header(record, DeadLetterSchema.TOPIC),
                        Integer.parseInt(header(record, DeadLetterSchema.PARTITION)),
                        Long.parseLong(header(record, DeadLetterSchema.OFFSET))),
                    record));
    return letters;
  }

  private static void assertLetter(Bad bad, ConsumerRecord<byte[], byte[]> letter, Sent where) {
    assertNotNull(letter, () -> where + ", " + bad.reason() + ", is no dead letter");
    assertEquals(bad.reason().code(), header(letter, DeadLetterSchema.REASON));
    assertArrayEquals(bad.key(), letter.key());
    if (bad.reason() == Reason.TOO_LARGE) {
      assertEquals(
          Integer.toString(bad.value().length), header(letter, DeadLetterSchema.TRUNCATED_FROM));
      assertArrayEquals(Arrays.copyOf(bad.value(), letter.value().length), letter.value());
    } else {
      assertNull(letter.headers().lastHeader(DeadLetterSchema.TRUNCATED_FROM));
      assertArrayEquals(bad.value(), letter.value());
    }
  }

  private static String header(ConsumerRecord<byte[], byte[]> record, String name) {
    Header header = record.headers().lastHeader(name);
    assertNotNull(header, () -> "no header " + name);
    return new String(header.value(), UTF_8);
  }
}
