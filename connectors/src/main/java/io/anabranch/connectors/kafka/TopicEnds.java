// SPDX-License-Identifier: Apache-2.0
package io.anabranch.connectors.kafka;

import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;

/**
 * Tells where a topic ended a short while ago, without waiting for the broker: each question is
 * answered with the answer to the one before. An answer that does not come leaves the last one
 * standing, which is as true as it was. Of one thread.
 */
public final class TopicEnds implements AutoCloseable {

  private final Admin admin;
  private final Map<TopicPartition, OffsetSpec> question = new TreeMap<>(TopicEnds::compare);
  private volatile long[] latest;
  private KafkaFuture<Map<TopicPartition, ListOffsetsResultInfo>> asked; // null: never yet

  private TopicEnds(Admin admin, String topic, long[] ends) {
    this.admin = admin;
    this.latest = ends;
    IntStream.range(0, ends.length)
        .forEach(p -> question.put(new TopicPartition(topic, p), OffsetSpec.latest()));
  }

  /**
   * Begins with where the topic ends now, committed rows or not.
   *
   * @param timeout after which a broker that does not answer is given up
   */
  public static TopicEnds watch(String bootstrapServers, String topic, Duration timeout) {
    TopicReader reader = new TopicReader(bootstrapServers, Isolation.READ_UNCOMMITTED, timeout);
    long[] ends = reader.ends(topic);
    return new TopicEnds(Topics.open(bootstrapServers, timeout), topic, ends);
  }

  /** The end offsets of the topic's partitions as they were a short while ago. */
  public long[] recent() {
    long[] recent = latest;
    if (asked == null || asked.isDone()) {
      asked = admin.listOffsets(question).all();
      asked.whenComplete(
          (ends, failure) -> {
            if (failure == null) {
              latest =
                  question.keySet().stream().mapToLong(key -> ends.get(key).offset()).toArray();
            }
          });
    }
    return recent;
  }

  private static int compare(TopicPartition a, TopicPartition b) {
    return Integer.compare(a.partition(), b.partition());
  }

  @Override
  public void close() {
    admin.close(Duration.ZERO);
  }
}
