// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.bootstrap;

import io.anabranch.connectors.codec.Embedding;
import io.anabranch.connectors.codec.EmbeddingFormat;
import io.anabranch.connectors.kafka.EmbeddingSchema;
import io.anabranch.connectors.kafka.EmbeddingUpdate;
import io.anabranch.connectors.kafka.Isolation;
import io.anabranch.connectors.kafka.TopicReader;
import io.anabranch.pipeline.config.AnabranchConfig;
import io.anabranch.pipeline.stage.EmbeddingOutlet;
import io.anabranch.state.exchange.Cause;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Writes the embeddings of a bootstrap to their topic, as rows like those of the live job. */
public final class EmbeddingPublisher implements EmbeddingOutlet, AutoCloseable {

  private final AnabranchConfig config;
  private final int modelVersion;
  private final EmbeddingSchema schema;
  private final KafkaProducer<byte[], byte[]> producer;
  private final AtomicReference<Exception> failure = new AtomicReference<>();
  private long rows;

  public EmbeddingPublisher(AnabranchConfig config, int modelVersion) {
    this.config = config;
    this.modelVersion = modelVersion;
    this.schema =
        new EmbeddingSchema(
            config.topics().embeddings(),
            EmbeddingFormat.valueOf(config.embeddings().format().name()));
    Properties properties = new Properties();
    properties.put(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, config.kafka().bootstrapServers());
    properties.put(ProducerConfig.LINGER_MS_CONFIG, 20);
    properties.put(ProducerConfig.BATCH_SIZE_CONFIG, 128 * 1024);
    this.producer =
        new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer());
  }

  @Override
  @SuppressWarnings("FutureReturnValueIgnored") // the callback is told the same
  public void embedding(String vertex, float[] values, long sequence, Cause cause) {
    failIfFailed();
    Embedding row =
        new Embedding(vertex, cause.eventTime(), cause.arrived(), sequence, modelVersion, values);
    producer.send(
        schema.serialize(EmbeddingUpdate.of(row), null, null),
        (metadata, exception) -> {
          if (exception != null) {
            failure.compareAndSet(null, exception);
          }
        });
    rows++;
  }

  @Override
  public void gone(String vertex, Cause cause) {
    throw new IllegalStateException("'" + vertex + "' was never there");
  }

  /**
   * Waits until all rows are there.
   *
   * @return where the topic ends now
   * @throws KafkaException if a row could not be written
   */
  public long[] finish() {
    producer.flush();
    failIfFailed();
    return new TopicReader(
            config.kafka().bootstrapServers(), Isolation.READ_UNCOMMITTED, config.kafka().timeout())
        .ends(config.topics().embeddings());
  }

  /** Rows sent. */
  public long rows() {
    return rows;
  }

  @Override
  public void close() {
    producer.close();
  }

  private void failIfFailed() {
    Exception first = failure.get();
    if (first != null) {
      throw new KafkaException("an embedding could not be written", first);
    }
  }
}
