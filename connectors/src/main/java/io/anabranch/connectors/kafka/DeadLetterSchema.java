// SPDX-License-Identifier: Apache-2.0
package io.anabranch.connectors.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.apache.flink.connector.kafka.lineage.DefaultKafkaDatasetFacet;
import org.apache.flink.connector.kafka.lineage.DefaultKafkaDatasetIdentifier;
import org.apache.flink.connector.kafka.lineage.KafkaDatasetFacet;
import org.apache.flink.connector.kafka.lineage.KafkaDatasetFacetProvider;
import org.apache.flink.connector.kafka.sink.KafkaRecordSerializationSchema;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;

/**
 * Dead letters as records: key and value as they came, the rest in headers. What is too long for
 * the producer is cut, and a header says how long it was: a dead letter must never fail the job.
 */
public final class DeadLetterSchema
    implements KafkaRecordSerializationSchema<DeadLetter>, KafkaDatasetFacetProvider {

  /** The headers. */
  public static final String TOPIC = "topic";

  public static final String PARTITION = "partition";
  public static final String OFFSET = "offset";
  public static final String REASON = "reason";
  public static final String DETAIL = "detail";
  public static final String TRUNCATED_FROM = "truncated-from";
  public static final String KEY_TRUNCATED_FROM = "key-truncated-from";

  /** Fits into the largest request that a producer sends by default, 1 MiB. */
  public static final int DEFAULT_MAX_BYTES = 900 * 1024;

  private static final long serialVersionUID = 1L;

  private final String deadLetterTopic;
  private final int maxKeyBytes;
  private final int maxValueBytes;

  public DeadLetterSchema(String deadLetterTopic) {
    this(deadLetterTopic, DEFAULT_MAX_BYTES);
  }

  /**
   * Dead letters of a bounded size.
   *
   * @param maxBytes of key and value together; a tenth of it is the key's
   */
  public DeadLetterSchema(String deadLetterTopic, int maxBytes) {
    this.deadLetterTopic = deadLetterTopic;
    this.maxKeyBytes = maxBytes / 10;
    this.maxValueBytes = maxBytes - maxKeyBytes;
  }

  /** The topic, so that the sink finds the transactions that a dead attempt left open in it. */
  @Override
  public Optional<KafkaDatasetFacet> getKafkaDatasetFacet() {
    return Optional.of(
        new DefaultKafkaDatasetFacet(
            DefaultKafkaDatasetIdentifier.ofTopics(List.of(deadLetterTopic))));
  }

  @Override
  public ProducerRecord<byte[], byte[]> serialize(
      DeadLetter letter, KafkaSinkContext context, Long timestamp) {
    ProducerRecord<byte[], byte[]> record =
        new ProducerRecord<>(
            deadLetterTopic, cut(letter.key(), maxKeyBytes), cut(letter.value(), maxValueBytes));
    Headers headers = record.headers();
    add(headers, TOPIC, letter.topic());
    add(headers, PARTITION, Integer.toString(letter.partition()));
    add(headers, OFFSET, Long.toString(letter.offset()));
    add(headers, REASON, letter.reason().code());
    add(headers, DETAIL, letter.detail());
    addIfCut(headers, KEY_TRUNCATED_FROM, letter.key(), maxKeyBytes);
    addIfCut(headers, TRUNCATED_FROM, letter.value(), maxValueBytes);
    return record;
  }

  private static byte[] cut(byte[] bytes, int max) {
    return bytes == null || bytes.length <= max ? bytes : Arrays.copyOf(bytes, max);
  }

  private static void addIfCut(Headers headers, String name, byte[] bytes, int max) {
    if (bytes != null && bytes.length > max) {
      add(headers, name, Integer.toString(bytes.length));
    }
  }

  private static void add(Headers headers, String name, String value) {
    headers.add(name, value.getBytes(UTF_8));
  }
}
