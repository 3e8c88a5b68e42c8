// SPDX-License-Identifier: Apache-2.0
package io.anabranch.connectors.kafka;

import java.nio.charset.StandardCharsets;
import org.apache.flink.connector.kafka.sink.KafkaRecordSerializationSchema;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Encoded answers of the job, all under one key so that they stay in order. */
public final class StatusSchema implements KafkaRecordSerializationSchema<byte[]> {

  private static final long serialVersionUID = 1L;
  private static final byte[] KEY = "status".getBytes(StandardCharsets.UTF_8);

  private final String statusTopic;

  public StatusSchema(String statusTopic) {
    this.statusTopic = statusTopic;
  }

  @Override
  public ProducerRecord<byte[], byte[]> serialize(
      byte[] answer, KafkaSinkContext context, Long timestamp) {
    return new ProducerRecord<>(statusTopic, KEY, answer);
  }
}
