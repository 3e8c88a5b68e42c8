// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.job;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.anabranch.pipeline.alert.RiskScore;
import io.anabranch.pipeline.alert.RiskScoreCodec;
import java.util.List;
import java.util.Optional;
import org.apache.flink.connector.kafka.lineage.DefaultKafkaDatasetFacet;
import org.apache.flink.connector.kafka.lineage.DefaultKafkaDatasetIdentifier;
import org.apache.flink.connector.kafka.lineage.KafkaDatasetFacet;
import org.apache.flink.connector.kafka.lineage.KafkaDatasetFacetProvider;
import org.apache.flink.connector.kafka.sink.KafkaRecordSerializationSchema;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Risk scores under their vertices; a null value says that the vertex is gone. */
final class RiskScoreSchema
    implements KafkaRecordSerializationSchema<RiskScore>, KafkaDatasetFacetProvider {

  private static final long serialVersionUID = 1L;

  // -- configuration
  private final String topic;

  // -- runtime
  private transient RiskScoreCodec codec;

  RiskScoreSchema(String topic) {
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
      RiskScore score, KafkaSinkContext context, Long timestamp) {
    if (codec == null) {
      codec = new RiskScoreCodec();
    }
    return new ProducerRecord<>(topic, score.vertex().getBytes(UTF_8), codec.encode(score));
  }
}
