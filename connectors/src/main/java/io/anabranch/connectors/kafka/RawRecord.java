// SPDX-License-Identifier: Apache-2.0
package io.anabranch.connectors.kafka;

import java.util.Arrays;
import java.util.Objects;
import org.apache.flink.api.common.typeinfo.TypeInfo;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * A record as Kafka gave it, nothing decoded: the gate decides what it is worth.
 *
 * @param timestamp when the record reached Kafka, milliseconds; not event time
 * @param key may be null; not copied
 * @param value may be null; not copied
 */
@TypeInfo(RawRecordType.class)
public record RawRecord(
    String topic, int partition, long offset, long timestamp, byte[] key, byte[] value) {

  public RawRecord {
    Objects.requireNonNull(topic);
  }

  /** What a consumer was handed. */
  public static RawRecord of(ConsumerRecord<byte[], byte[]> record) {
    return new RawRecord(
        record.topic(),
        record.partition(),
        record.offset(),
        record.timestamp(),
        record.key(),
        record.value());
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof RawRecord that
        && topic.equals(that.topic)
        && partition == that.partition
        && offset == that.offset
        && timestamp == that.timestamp
        && Arrays.equals(key, that.key)
        && Arrays.equals(value, that.value);
  }

  @Override
  public int hashCode() {
    return Objects.hash(topic, partition, offset);
  }

  @Override
  public String toString() {
    return "RawRecord[%s-%d@%d]".formatted(topic, partition, offset);
  }
}
