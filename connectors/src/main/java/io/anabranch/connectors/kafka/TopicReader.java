// SPDX-License-Identifier: Apache-2.0
package io.anabranch.connectors.kafka;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Reads a topic up to its end without a consumer group: partition by partition, each in the order
 * of its offsets.
 *
 * <pre>{@code
 * TopicReader reader = new TopicReader(servers, Isolation.READ_COMMITTED, Duration.ofSeconds(30));
 * reader.read("anabranch.embeddings", record -> ...);
 * }</pre>
 */
public final class TopicReader {

  private static final Duration POLL = Duration.ofMillis(100);

  private final String bootstrapServers;
  private final Isolation isolation;
  private final Duration timeout;

  /**
   * A reader.
   *
   * @param timeout after which a broker that does not answer, or a partition that does not get on,
   *     is given up
   */
  public TopicReader(String bootstrapServers, Isolation isolation, Duration timeout) {
    this.bootstrapServers = bootstrapServers;
    this.isolation = isolation;
    this.timeout = timeout;
  }

  /** The end offsets of the topic's partitions now, as this reader's isolation sees them. */
  public long[] ends(String topic) {
    try (KafkaConsumer<byte[], byte[]> consumer = open()) {
      return ends(consumer, partitions(consumer, topic));
    }
  }

  /**
   * For each partition the offset of the first record that Kafka has with this timestamp, or a
   * later one, as this reader's isolation sees it.
   *
   * @param none for partitions without such a record
   */
  public long[] offsetsAt(String topic, Instant time, long[] none) {
    try (KafkaConsumer<byte[], byte[]> consumer = open()) {
      List<TopicPartition> partitions = partitions(consumer, topic);
      expectLength(topic, partitions, none);
      Map<TopicPartition, Long> times = new HashMap<>();
      partitions.forEach(partition -> times.put(partition, time.toEpochMilli()));
      Map<TopicPartition, OffsetAndTimestamp> found = consumer.offsetsForTimes(times, timeout);
      long[] offsets = none.clone();
      found.forEach(
          (partition, at) -> {
            if (at != null) {
              offsets[partition.partition()] = at.offset();
            }
          });
      return offsets;
    }
  }

  /**
   * Reads from the beginning to where the end is when the call begins: to the last record that was
   * written by then, so a reader of committed records waits for what is open to be committed.
   *
   * @return how many records there were
   */
  public long read(String topic, Consumer<ConsumerRecord<byte[], byte[]>> action) {
    return read(topic, null, writtenEnds(topic), action);
  }

  /** The end offsets, open transactions included. */
  private long[] writtenEnds(String topic) {
    return new TopicReader(bootstrapServers, Isolation.READ_UNCOMMITTED, timeout).ends(topic);
  }

  /**
   * Reads from given offsets to given offsets.
   *
   * @param begins for each partition the first offset to read, or null: from the beginning
   * @param ends for each partition the offset before which to stop
   * @return how many records there were
   */
  public long read(
      String topic, long[] begins, long[] ends, Consumer<ConsumerRecord<byte[], byte[]>> action) {
    try (KafkaConsumer<byte[], byte[]> consumer = open()) {
      List<TopicPartition> partitions = partitions(consumer, topic);
      expectLength(topic, partitions, ends);
      if (begins != null) {
        expectLength(topic, partitions, begins);
      }
      return read(consumer, partitions, begins, ends, action);
    }
  }

  /**
   * Reads on from given offsets, all partitions at once, as records come, for as long as wanted.
   *
   * @param goOn asked after each poll, several times a second
   */
  public void follow(
      String topic,
      long[] begins,
      BooleanSupplier goOn,
      Consumer<ConsumerRecord<byte[], byte[]>> action) {
    try (KafkaConsumer<byte[], byte[]> consumer = open()) {
      List<TopicPartition> partitions = partitions(consumer, topic);
      expectLength(topic, partitions, begins);
      consumer.assign(partitions);
      for (TopicPartition partition : partitions) {
        consumer.seek(partition, begins[partition.partition()]);
      }
      while (goOn.getAsBoolean()) {
        consumer.poll(POLL).forEach(action);
      }
    }
  }

  private long read(
      KafkaConsumer<byte[], byte[]> consumer,
      List<TopicPartition> partitions,
      long[] begins,
      long[] ends,
      Consumer<ConsumerRecord<byte[], byte[]>> action) {
    long count = 0;
    for (TopicPartition partition : partitions) {
      consumer.assign(List.of(partition));
      if (begins == null) {
        consumer.seekToBeginning(List.of(partition));
      } else {
        consumer.seek(partition, begins[partition.partition()]);
      }
      count += readOne(consumer, partition, ends[partition.partition()], action);
    }
    return count;
  }

  private long readOne(
      KafkaConsumer<byte[], byte[]> consumer,
      TopicPartition partition,
      long end,
      Consumer<ConsumerRecord<byte[], byte[]>> action) {
    long count = 0;
    long position = consumer.position(partition, timeout);
    long progressed = System.nanoTime();
    // The position, not the last record, tells the end: compaction and markers leave gaps.
    while (position < end) {
      for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
        if (record.offset() < end) {
          action.accept(record);
          count++;
        }
      }
      long reached = consumer.position(partition, timeout);
      if (reached > position) {
        position = reached;
        progressed = System.nanoTime();
      } else if (System.nanoTime() - progressed > timeout.toNanos()) {
        throw new KafkaException(
            "%s stands at offset %d for %.1f s, expected to reach %d%s"
                .formatted(
                    partition,
                    position,
                    timeout.toMillis() / 1000.0,
                    end,
                    isolation == Isolation.READ_COMMITTED
                        ? "; is a transaction open that nobody commits?"
                        : ""));
      }
    }
    return count;
  }

  /** Where a record stands, for messages. */
  public static String where(ConsumerRecord<?, ?> record) {
    return "%s-%d@%d".formatted(record.topic(), record.partition(), record.offset());
  }

  private List<TopicPartition> partitions(KafkaConsumer<byte[], byte[]> consumer, String topic) {
    List<PartitionInfo> infos = askForPartitions(consumer, topic);
    if (infos == null || infos.isEmpty()) {
      throw new UnknownTopicOrPartitionException("there is no topic '" + topic + "'");
    }
    return infos.stream()
        .map(info -> new TopicPartition(topic, info.partition()))
        .sorted(Comparator.comparingInt(TopicPartition::partition))
        .toList();
  }

  private List<PartitionInfo> askForPartitions(
      KafkaConsumer<byte[], byte[]> consumer, String topic) {
    try {
      return consumer.partitionsFor(topic, timeout);
    } catch (org.apache.kafka.common.errors.TimeoutException e) {
      throw new BrokerUnreachableException(bootstrapServers, timeout);
    }
  }

  private long[] ends(KafkaConsumer<byte[], byte[]> consumer, List<TopicPartition> partitions) {
    Map<TopicPartition, Long> ends = consumer.endOffsets(partitions, timeout);
    return partitions.stream().mapToLong(ends::get).toArray();
  }

  private static void expectLength(String topic, List<TopicPartition> partitions, long[] offsets) {
    if (offsets.length != partitions.size()) {
      throw new IllegalArgumentException(
          "topic '%s' has %d partitions, came offsets of %d"
              .formatted(topic, partitions.size(), offsets.length));
    }
  }

  private KafkaConsumer<byte[], byte[]> open() {
    Properties properties = new Properties();
    properties.put(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
    properties.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, isolation.config());
    properties.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    properties.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
    // Offsets that are gone are an error, not a reason to read something else.
    properties.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
    properties.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 5_000);
    // A fetch left waiting at the end of one partition holds up the first one of the next.
    properties.put(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, 20);
    try {
      return new KafkaConsumer<>(
          properties, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    } catch (KafkaException e) {
      throw BrokerUnreachableException.because(bootstrapServers, e);
    }
  }
}
