// SPDX-License-Identifier: Apache-2.0
package io.anabranch.connectors.kafka;

import io.anabranch.connectors.codec.EventCodec;
import io.anabranch.state.event.ControlEvent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;

/** Writes a probe to every partition of the input topics. */
public final class ProbeSender {

  private final String bootstrapServers;
  private final TopicNames names;
  private final EventCodec codec;
  private final Duration timeout;

  public ProbeSender(
      String bootstrapServers, TopicNames names, EventCodec codec, Duration timeout) {
    this.bootstrapServers = bootstrapServers;
    this.names = names;
    this.codec = codec;
    this.timeout = timeout;
  }

  /** Sends a probe under a name that nobody used before, and returns the name. */
  public String send(long timestamp) {
    return send("probe-" + UUID.randomUUID(), timestamp);
  }

  /**
   * Sends a probe and waits until the broker has all of its records.
   *
   * @param timestamp event time of the probe's records
   * @return the name
   * @throws BrokerUnreachableException if no broker answers
   */
  public String send(String probe, long timestamp) {
    List<TopicPartition> partitions = partitions();
    try (Producer<byte[], byte[]> producer = Producers.prompt(bootstrapServers, timeout)) {
      List<Future<RecordMetadata>> answers = new ArrayList<>();
      for (int i = 0; i < partitions.size(); i++) {
        ControlEvent.Probe event = new ControlEvent.Probe(probe, i, partitions.size(), timestamp);
        answers.add(producer.send(record(partitions.get(i), event)));
      }
      Futures.awaitAll(answers, "the probe " + probe);
    }
    return probe;
  }

  private ProducerRecord<byte[], byte[]> record(TopicPartition partition, ControlEvent event) {
    return new ProducerRecord<>(
        partition.topic(), partition.partition(), codec.key(event), codec.encode(event));
  }

  private List<TopicPartition> partitions() {
    List<TopicPartition> partitions = new ArrayList<>();
    try (Topics topics = Topics.connect(bootstrapServers, timeout)) {
      for (String topic : List.of(names.edges(), names.features())) {
        int count = topics.describe(topic).partitions();
        for (int partition = 0; partition < count; partition++) {
          partitions.add(new TopicPartition(topic, partition));
        }
      }
    }
    return partitions;
  }
}
