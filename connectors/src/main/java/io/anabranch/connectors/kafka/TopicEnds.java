// SPDX-License-Identifier: Apache-2.0
package io.anabranch.connectors.kafka;

import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.KafkaConsumer;

/** Tells where a topic ends, over one connection that stays open. */
public final class TopicEnds implements AutoCloseable {

  private final KafkaConsumer<byte[], byte[]> consumer;
  private final Supplier<long[]> ends;

  TopicEnds(KafkaConsumer<byte[], byte[]> consumer, Supplier<long[]> ends) {
    this.consumer = consumer;
    this.ends = ends;
  }

  /** The end offsets of the topic's partitions now. */
  public long[] now() {
    return ends.get();
  }

  @Override
  public void close() {
    consumer.close();
  }
}
