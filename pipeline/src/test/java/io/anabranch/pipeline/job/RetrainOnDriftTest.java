// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.job;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.anabranch.pipeline.evaluation.EvaluationCodec;
import io.anabranch.pipeline.evaluation.EvaluationRecord;
import io.anabranch.pipeline.prequential.Drift;
import io.anabranch.pipeline.retrain.DriftTrigger;
import io.anabranch.pipeline.retrain.EvaluationTail;
import io.anabranch.pipeline.retrain.RetrainException;
import io.anabranch.pipeline.retrain.SideJob;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;

/** The live evaluation says that the metric has fallen, and the side job begins. */
class RetrainOnDriftTest extends BrokerTest {

  private static final Duration PAUSE = Duration.ofMillis(300);
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  /** The test has seen enough. */
  private static final class Enough extends IOException {
    private static final long serialVersionUID = 1L;
  }

  private static Drift well() {
    return new Drift("embeddings", "mrr", 0.5, 0.5, false, null);
  }

  private static Drift fallen(long since) {
    return new Drift("embeddings", "mrr", 0.3, 0.5, true, since);
  }

  private static byte[] period(long end, Drift drift) {
    return new EvaluationCodec()
        .encode(
            new EvaluationRecord(
                end, false, new EvaluationRecord.Counts(9, 9, 0, 9), 1, List.of(), drift));
  }

  private static void send(Pipeline pipeline, byte[]... values) {
    Map<String, Object> properties = Map.of("bootstrap.servers", broker.bootstrapServers());
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer())) {
      for (byte[] value : values) {
        producer.send(new ProducerRecord<>(pipeline.config.topics().evaluation(), value));
      }
      producer.flush();
    }
  }

  @Test
  void theTailBeginsWithTheNewestRecord() throws Exception {
    Pipeline pipeline = pipeline("tail", Pipeline.model(8, 8));
    send(pipeline, period(10, fallen(10)), period(20, well()));
    EvaluationTail tail = new EvaluationTail(pipeline.config, System::nanoTime);

    assertEquals(List.of(well()), tail.poll(Duration.ZERO));
    assertEquals(List.of(), tail.poll(Duration.ZERO));
    send(pipeline, period(30, fallen(30)));
    assertEquals(List.of(fallen(30)), tail.poll(PATIENCE));
    send(pipeline, new byte[] {'{'});
    RetrainException damaged = assertThrows(RetrainException.class, () -> tail.poll(PATIENCE));
    assertTrue(
        damaged.getMessage().startsWith("tail.evaluation, partition 0, offset 3: "),
        damaged.getMessage());
  }

  @Test
  void anEmptyTopicSaysNothing() throws Exception {
    Pipeline pipeline = pipeline("silent", Pipeline.model(8, 8));

    assertEquals(
        List.of(), new EvaluationTail(pipeline.config, System::nanoTime).poll(Duration.ZERO));
  }

  /** A fall begins one round, however often it is said; another fall begins another. */
  @Test
  void everyFallIsARoundOfTheSideJob() throws Exception {
    Pipeline pipeline = pipeline("drift", Pipeline.model(8, 8));
    send(pipeline, period(10, well()), period(20, fallen(20)));
    List<String> said = new ArrayList<>();
    int[] rounds = {0};
    SideJob job =
        new SideJob(
            new DriftTrigger(
                new EvaluationTail(pipeline.config, System::nanoTime),
                PAUSE,
                null,
                System::nanoTime),
            () -> {
              switch (++rounds[0]) {
                case 1 -> send(pipeline, period(30, fallen(20)), period(40, well()));
                case 2 -> throw new Enough();
                default -> throw new AssertionError("a round too many");
              }
              send(pipeline, period(50, fallen(50)));
            },
            said::add);

    assertThrows(Enough.class, job::run);

    String because = "because mrr of embeddings fell from 0.5000 to 0.3000";
    assertEquals(List.of("round 1, " + because, "round 2, " + because), said);
  }
}
