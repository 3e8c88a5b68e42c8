// SPDX-License-Identifier: Apache-2.0
package io.anabranch.connectors.kafka;

import io.anabranch.connectors.codec.BadRecordException;
import io.anabranch.connectors.codec.Reason;
import java.util.Arrays;
import java.util.Objects;
import org.apache.flink.api.common.typeinfo.TypeInfo;

/**
 * A record that was refused, with where it came from and why.
 *
 * @param key as it came, may be null; not copied
 * @param value as it came, may be null; not copied
 * @param detail what was expected and what came
 */
@TypeInfo(DeadLetterType.class)
public record DeadLetter(
    byte[] key,
    byte[] value,
    String topic,
    int partition,
    long offset,
    Reason reason,
    String detail) {

  public DeadLetter {
    Objects.requireNonNull(topic);
    Objects.requireNonNull(reason);
    Objects.requireNonNull(detail);
  }

  /** The dead letter of a record. */
  public static DeadLetter of(RawRecord record, Reason reason, String detail) {
    return new DeadLetter(
        record.key(),
        record.value(),
        record.topic(),
        record.partition(),
        record.offset(),
        reason,
        detail);
  }

  /** The dead letter of a record that could not be decoded. */
  public static DeadLetter of(RawRecord record, BadRecordException why) {
    return of(record, why.reason(), why.detail());
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof DeadLetter that
        && topic.equals(that.topic)
        && partition == that.partition
        && offset == that.offset
        && reason == that.reason
        && detail.equals(that.detail)
        && Arrays.equals(key, that.key)
        && Arrays.equals(value, that.value);
  }

  @Override
  public int hashCode() {
    return Objects.hash(topic, partition, offset, reason);
  }

  @Override
  public String toString() {
    return "DeadLetter[%s-%d@%d %s: %s]".formatted(topic, partition, offset, reason.code(), detail);
  }
}
