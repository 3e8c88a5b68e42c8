// SPDX-License-Identifier: Apache-2.0
package io.anabranch.connectors.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Duration;
import java.util.List;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;

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
    try (Producer<byte[], byte[]> producer = Producers.prompt(bootstrapServers, timeout)) {
      Futures.awaitAll(
          List.of(producer.send(new ProducerRecord<>(topic, key, announcement.toBytes()))),
          "the announcement of " + announcement.name());
    }
  }
}
