// SPDX-License-Identifier: Apache-2.0
package io.anabranch.connectors.kafka;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.consumer.CommitFailedException;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RebalanceInProgressException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Reads a topic as a member of a consumer group, and commits what was taken, after it was taken. A
 * new group begins with the oldest record. Who takes nothing for a while keeps its place: it goes
 * on polling, without fetching.
 */
public final class GroupReader implements AutoCloseable {

  private static final Duration POLL = Duration.ofMillis(100);

  /** Takes records. */
  public interface Taker {
    /** Nothing when all were taken; otherwise how long to wait before they are offered again. */
    Optional<Duration> take(List<ConsumerRecord<byte[], byte[]>> records);
  }

  private final KafkaConsumer<byte[], byte[]> consumer;

  /**
   * A member of a group.
   *
   * @param most records that are offered at once
   */
  public GroupReader(String bootstrapServers, String group, String topic, int most) {
    Properties properties = new Properties();
    properties.put(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
    properties.put(ConsumerConfig.GROUP_ID_CONFIG, group);
    properties.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, Isolation.READ_COMMITTED.config());
    properties.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    properties.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
    properties.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
    properties.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, most);
    try {
      consumer =
          new KafkaConsumer<>(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    } catch (KafkaException e) {
      throw BrokerUnreachableException.because(bootstrapServers, e);
    }
    consumer.subscribe(List.of(topic));
  }

  /**
   * Offers what comes for as long as wanted.
   *
   * @param goOn asked after each poll, several times a second
   */
  public void follow(BooleanSupplier goOn, Taker taker) {
    while (goOn.getAsBoolean()) {
      List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
      consumer.poll(POLL).forEach(records::add);
      if (!records.isEmpty() && offer(records, goOn, taker)) {
        commit(records);
      }
    }
  }

  /** Until all are taken, or nobody wants to go on. */
  private boolean offer(
      List<ConsumerRecord<byte[], byte[]>> records, BooleanSupplier goOn, Taker taker) {
    Optional<Duration> wait = taker.take(records);
    while (wait.isPresent()) {
      if (!pause(wait.get(), records, goOn)) {
        return false;
      }
      wait = taker.take(records);
    }
    consumer.resume(consumer.paused());
    return true;
  }

  /**
   * Waits as a member that is alive. Partitions that come meanwhile are not paused yet: what they
   * bring is offered with the rest.
   */
  private boolean pause(
      Duration wait, List<ConsumerRecord<byte[], byte[]>> records, BooleanSupplier goOn) {
    long end = System.nanoTime() + wait.toNanos();
    while (System.nanoTime() < end) {
      if (!goOn.getAsBoolean()) {
        return false;
      }
      consumer.pause(consumer.assignment());
      long left = Math.max(1, end - System.nanoTime());
      consumer.poll(left < POLL.toNanos() ? Duration.ofNanos(left) : POLL).forEach(records::add);
    }
    return true;
  }

  /**
   * A group that was divided anew has given these partitions to another member, which takes their
   * records again: nothing is lost.
   */
  private void commit(List<ConsumerRecord<byte[], byte[]>> records) {
    Map<TopicPartition, OffsetAndMetadata> next = new HashMap<>();
    for (ConsumerRecord<byte[], byte[]> record : records) {
      TopicPartition partition = new TopicPartition(record.topic(), record.partition());
      if (consumer.assignment().contains(partition)) {
        next.put(partition, new OffsetAndMetadata(record.offset() + 1));
      }
    }
    try {
      consumer.commitSync(next);
    } catch (CommitFailedException | RebalanceInProgressException e) {
      consumer.enforceRebalance();
    }
  }

  @Override
  public void close() {
    consumer.close();
  }
}
