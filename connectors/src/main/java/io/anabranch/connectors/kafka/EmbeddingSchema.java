// SPDX-License-Identifier: Apache-2.0
package io.anabranch.connectors.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.anabranch.connectors.codec.EmbeddingCodec;
import io.anabranch.connectors.codec.EmbeddingFormat;
import java.util.List;
import java.util.Optional;
import org.apache.flink.connector.kafka.lineage.DefaultKafkaDatasetFacet;
import org.apache.flink.connector.kafka.lineage.DefaultKafkaDatasetIdentifier;
import org.apache.flink.connector.kafka.lineage.KafkaDatasetFacet;
import org.apache.flink.connector.kafka.lineage.KafkaDatasetFacetProvider;
import org.apache.flink.connector.kafka.sink.KafkaRecordSerializationSchema;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Embeddings as upserts: the key is the vertex in UTF-8, a null value says that it is gone. */
public final class EmbeddingSchema
    implements KafkaRecordSerializationSchema<EmbeddingUpdate>, KafkaDatasetFacetProvider {

  private static final long serialVersionUID = 1L;

  // -- configuration
  private final String embeddingsTopic;
  private final EmbeddingFormat format;

  // -- runtime
  private transient EmbeddingCodec codec;

  public EmbeddingSchema(String embeddingsTopic, EmbeddingFormat format) {
    this.embeddingsTopic = embeddingsTopic;
    this.format = format;
  }

  /** The topic, so that the sink finds the transactions that a dead attempt left open in it. */
  @Override
  public Optional<KafkaDatasetFacet> getKafkaDatasetFacet() {
    return Optional.of(
        new DefaultKafkaDatasetFacet(
            DefaultKafkaDatasetIdentifier.ofTopics(List.of(embeddingsTopic))));
  }

  @Override
  public ProducerRecord<byte[], byte[]> serialize(
      EmbeddingUpdate update, KafkaSinkContext context, Long timestamp) {
    byte[] key = update.vertex().getBytes(UTF_8);
    byte[] value = update.isTombstone() ? null : codec().encode(update.row());
    // No timestamp: the producer stamps the row when it sends it, and latency is read off that.
    return new ProducerRecord<>(embeddingsTopic, key, value);
  }

  private EmbeddingCodec codec() {
    if (codec == null) {
      codec = format.newCodec();
    }
    return codec;
  }
}
