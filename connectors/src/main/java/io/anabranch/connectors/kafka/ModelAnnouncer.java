// SPDX-License-Identifier: Apache-2.0
package io.anabranch.connectors.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Duration;
import java.util.List;
import java.util.Properties;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Announces models to the running job. */
public final class ModelAnnouncer {

  private final String bootstrapServers;
  private final String topic;
  private final Duration timeout;

  public ModelAnnouncer(String bootstrapServers, String topic, Duration timeout) {
    this.bootstrapServers = bootstrapServers;
    this.topic = topic;
    this.timeout = timeout;
  }

  /**
   * Announces a model and waits until the broker has the record.
   *
   * @throws BrokerUnreachableException if no broker answers
   */
  public void announce(ModelAnnouncement announcement) {
    byte[] key = announcement.name().getBytes(UTF_8); // all of a model go to one partition
    try (Producer<byte[], byte[]> producer = newProducer()) {
      Futures.awaitAll(
          List.of(producer.send(new ProducerRecord<>(topic, key, announcement.toBytes()))),
          "the announcement of " + announcement.name());
    }
  }

  private Producer<byte[], byte[]> newProducer() {
    Properties properties = new Properties();
    properties.put(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
    properties.put(ProducerConfig.LINGER_MS_CONFIG, 0);
    int millis = Math.toIntExact(timeout.toMillis());
    properties.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, millis);
    properties.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, millis);
    properties.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, millis);
    return new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer());
  }
}
