// SPDX-License-Identifier: Apache-2.0
package io.anabranch.connectors.kafka;

import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.connector.kafka.source.reader.deserializer.KafkaRecordDeserializationSchema;
import org.apache.flink.util.Collector;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Hands Kafka's records on as they are. */
public final class RawRecordSchema implements KafkaRecordDeserializationSchema<RawRecord> {

  private static final long serialVersionUID = 1L;

  @Override
  public void deserialize(ConsumerRecord<byte[], byte[]> in, Collector<RawRecord> out) {
    out.collect(RawRecord.of(in));
  }

  @Override
  public TypeInformation<RawRecord> getProducedType() {
    return RawRecordType.INFO;
  }
}
