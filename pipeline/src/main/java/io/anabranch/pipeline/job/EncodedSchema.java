// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.job;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.Serializable;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.apache.flink.connector.kafka.lineage.DefaultKafkaDatasetFacet;
import org.apache.flink.connector.kafka.lineage.DefaultKafkaDatasetIdentifier;
import org.apache.flink.connector.kafka.lineage.KafkaDatasetFacet;
import org.apache.flink.connector.kafka.lineage.KafkaDatasetFacetProvider;
import org.apache.flink.connector.kafka.sink.KafkaRecordSerializationSchema;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Records whose key and value two functions give; a null value is a tombstone. */
final class EncodedSchema<T>
    implements KafkaRecordSerializationSchema<T>, KafkaDatasetFacetProvider {

  private static final long serialVersionUID = 1L;

  /** A function that travels with the job. */
  interface Encoder<T, R> extends Function<T, R>, Serializable {}

  private final String topic;
  private final Encoder<T, String> key;
  private final Encoder<T, byte[]> value;

  EncodedSchema(String topic, Encoder<T, String> key, Encoder<T, byte[]> value) {
    this.topic = topic;
    this.key = key;
    this.value = value;
  }

  /** The topic, so that the sink finds the transactions that a dead attempt left open in it. */
  @Override
  public Optional<KafkaDatasetFacet> getKafkaDatasetFacet() {
    return Optional.of(
        new DefaultKafkaDatasetFacet(DefaultKafkaDatasetIdentifier.ofTopics(List.of(topic))));
  }

  @Override
  public ProducerRecord<byte[], byte[]> serialize(
      T element, KafkaSinkContext context, Long timestamp) {
    return new ProducerRecord<>(topic, key.apply(element).getBytes(UTF_8), value.apply(element));
  }
}
