// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.job;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.anabranch.connectors.codec.Embedding;
import io.anabranch.model.kernel.Exponential;
import io.anabranch.pipeline.link.RowName;
import io.anabranch.pipeline.link.ScoredEdge;
import io.anabranch.pipeline.retrain.TopicSource;
import io.anabranch.pipeline.verify.ScoreReport;
import io.anabranch.pipeline.verify.ScoreVerifier;
import io.anabranch.state.event.EdgeEvent;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;

/** What is read back from topics that no job has written to: every number of a score counts. */
class FalseScoresTest extends BrokerTest {

  private static final Embedding U = new Embedding("u", 1, 1, 1, 3, new float[] {1, 2});
  private static final Embedding V = new Embedding("v", 1, 1, 1, 3, new float[] {3, -1});
  private static final float LOGIT = 1; // 1 * 3 + 2 * -1
  private static final String PROBABILITY = Float.toString(Exponential.sigmoid(LOGIT));

  @Test
  void aFalseSurpriseIsNamedThoughItsLogitIsRight() {
    Pipeline pipeline = linked("false-surprise");
    rows(pipeline);
    String right = Double.toString(ScoredEdge.surprise(LOGIT));
    write(pipeline, pipeline.config.link().topics().surprises(), surprise(right));
    write(pipeline, pipeline.config.link().topics().surprises(), surprise("0.25"));
    assertOneIsFalse(
        new ScoreVerifier(pipeline.config).verify(), "surprise " + right + ", came 0.25");
  }

  @Test
  void aFalseProbabilityIsNamedThoughItsLogitIsRight() {
    Pipeline pipeline = linked("false-probability");
    rows(pipeline);
    write(pipeline, pipeline.config.link().topics().answers(), answer("1.0", PROBABILITY));
    write(pipeline, pipeline.config.link().topics().answers(), answer("1.0", "0.5"));
    assertOneIsFalse(
        new ScoreVerifier(pipeline.config).verify(), "probability " + PROBABILITY + ", came 0.5");
  }

  @Test
  void aFalseLogitIsNamedAndDoesNotCountAsIdentical() {
    Pipeline pipeline = linked("false-logit");
    rows(pipeline);
    write(pipeline, pipeline.config.link().topics().answers(), answer("1.0", PROBABILITY));
    write(pipeline, pipeline.config.link().topics().answers(), answer("1.5", PROBABILITY));
    assertOneIsFalse(new ScoreVerifier(pipeline.config).verify(), "logit 1.0, came 1.5");
  }

  /** The newest record of a partition is an event like any other. */
  @Test
  void theGraphOfTheTopicsHasTheirLastRecords() {
    Pipeline pipeline = linked("last-records");
    pipeline.send(List.of(EdgeEvent.add("a", "b", 1), EdgeEvent.add("c", "d", 2)));
    assertEquals(2, new TopicSource(pipeline.config).take(Pipeline.DIMENSION).edges().count());
  }

  private static Pipeline linked(String name) {
    return pipeline(name, Pipeline.model(2, 2), "link.enabled=true");
  }

  private static void assertOneIsFalse(ScoreReport report, String fault) {
    assertFalse(report.isExact(), report::toString);
    assertEquals(2, report.scores());
    assertEquals(1, report.identical(), report::toString);
    assertEquals(1, report.faults().size(), report::toString);
    assertTrue(report.faults().get(0).endsWith(fault), report::toString);
  }

  private static void rows(Pipeline pipeline) {
    for (Embedding row : List.of(U, V)) {
      byte[] value = pipeline.config.embeddings().format().newCodec().encode(row);
      write(pipeline, pipeline.config.topics().embeddings(), value, row.vertex());
    }
  }

  private static String surprise(String surprise) {
    return "{\"src\":\"u\",\"dst\":\"v\",\"logit\":1.0,\"surprise\":%s,\"srcRow\":%s,\"dstRow\":%s}"
        .formatted(surprise, name(U), name(V));
  }

  private static String answer(String logit, String probability) {
    return "{\"u\":\"u\",\"v\":\"v\",\"logit\":%s,\"probability\":%s,\"uRow\":%s,\"vRow\":%s}"
        .formatted(logit, probability, name(U), name(V));
  }

  private static String name(Embedding row) {
    return "{\"vertex\":\"%s\",\"modelVersion\":3,\"sequence\":1,\"checksum\":\"%08x\"}"
        .formatted(row.vertex(), RowName.of(row).checksum());
  }

  private static void write(Pipeline pipeline, String topic, String json) {
    write(pipeline, topic, json.getBytes(UTF_8), "u");
  }

  private static void write(Pipeline pipeline, String topic, byte[] value, String key) {
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", pipeline.config.kafka().bootstrapServers()),
            new ByteArraySerializer(),
            new ByteArraySerializer())) {
      producer.send(new ProducerRecord<>(topic, key.getBytes(UTF_8), value));
    }
  }
}
