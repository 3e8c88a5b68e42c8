// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.job;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.anabranch.pipeline.alert.Alert;
import io.anabranch.pipeline.alert.AlertCodec;
import java.util.List;
import java.util.Optional;
import org.apache.flink.connector.kafka.lineage.DefaultKafkaDatasetFacet;
import org.apache.flink.connector.kafka.lineage.DefaultKafkaDatasetIdentifier;
import org.apache.flink.connector.kafka.lineage.KafkaDatasetFacet;
import org.apache.flink.connector.kafka.lineage.KafkaDatasetFacetProvider;
import org.apache.flink.connector.kafka.sink.KafkaRecordSerializationSchema;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Alerts under their keys. */
final class AlertSchema
    implements KafkaRecordSerializationSchema<Alert>, KafkaDatasetFacetProvider {

  private static final long serialVersionUID = 1L;

  // -- configuration
  private final String topic;

  // -- runtime
  private transient AlertCodec codec;

  AlertSchema(String topic) {
    this.topic = topic;
  }

  /** The topic, so that the sink finds the transactions that a dead attempt left open in it. */
  @Override
  public Optional<KafkaDatasetFacet> getKafkaDatasetFacet() {
    return Optional.of(
        new DefaultKafkaDatasetFacet(DefaultKafkaDatasetIdentifier.ofTopics(List.of(topic))));
  }

  @Override
  public ProducerRecord<byte[], byte[]> serialize(
      Alert alert, KafkaSinkContext context, Long timestamp) {
    if (codec == null) {
      codec = new AlertCodec();
    }
    return new ProducerRecord<>(topic, alert.key().getBytes(UTF_8), codec.encode(alert));
  }
}
