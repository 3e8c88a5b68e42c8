// SPDX-License-Identifier: Apache-2.0
package io.anabranch.connectors.replay;

import io.anabranch.connectors.codec.EventCodec;
import io.anabranch.connectors.kafka.TopicNames;
import io.anabranch.connectors.kafka.Topics;
import io.anabranch.state.event.ControlEvent;
import io.anabranch.state.event.GraphEvent;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.function.LongConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Sends events to the input topics, an edge under its source, features under their vertex. Records
 * carry the time of sending, which is what latency is measured from.
 */
public final class Replayer {

  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(10);

  private final String bootstrapServers;
  private final TopicNames names;
  private final EventCodec codec;

  public Replayer(String bootstrapServers, TopicNames names, EventCodec codec) {
    this.bootstrapServers = bootstrapServers;
    this.names = names;
    this.codec = codec;
  }

  /** Sends events. */
  public ReplayCounts replay(
      Iterator<GraphEvent> events, ReplayOptions options, LongConsumer progress) {
    return send(Outgoing.all(codec, events), options, progress);
  }

  /**
   * Sends records, and returns once the broker has all of them.
   *
   * @param progress told how many were sent so far, after each
   * @throws io.anabranch.connectors.kafka.BrokerUnreachableException if no broker answers
   * @throws org.apache.kafka.common.KafkaException if the broker refuses one; the first is the
   *     cause
   */
  public ReplayCounts send(
      Iterator<Outgoing> records, ReplayOptions options, LongConsumer progress) {
    Map<String, Integer> partitions = partitions();
    try (Producer<byte[], byte[]> producer = newProducer(options)) {
      Sending sending = new Sending(producer, names);
      Pace pace = options.isPaced() ? new Pace(options.rate(), System::nanoTime) : null;
      while (records.hasNext()) {
        if (pace != null) {
          pace.await();
        }
        sending.send(records.next());
        progress.accept(sending.count());
      }
      if (options.heartbeat() >= 0) {
        ControlEvent.Heartbeat beat = new ControlEvent.Heartbeat(options.heartbeat());
        partitions.forEach((topic, count) -> beatAll(sending, topic, count, beat));
      }
      return sending.finish();
    }
  }

  private void beatAll(Sending sending, String topic, int partitions, ControlEvent beat) {
    for (int partition = 0; partition < partitions; partition++) {
      sending.beat(new ProducerRecord<>(topic, partition, codec.key(beat), codec.encode(beat)));
    }
  }

  private Map<String, Integer> partitions() {
    try (Topics topics = Topics.connect(bootstrapServers, CONNECT_TIMEOUT)) {
      var infos = topics.describe(List.of(names.edges(), names.features()));
      return Map.of(
          names.edges(), infos.get(names.edges()).partitions(),
          names.features(), infos.get(names.features()).partitions());
    }
  }

  private Producer<byte[], byte[]> newProducer(ReplayOptions options) {
    Properties properties = new Properties();
    properties.put(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
    properties.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
    properties.put(ProducerConfig.ACKS_CONFIG, "all");
    properties.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, 8 << 20);
    if (options.isPaced()) {
      properties.put(ProducerConfig.LINGER_MS_CONFIG, 1);
    } else {
      properties.put(ProducerConfig.LINGER_MS_CONFIG, 20);
      properties.put(ProducerConfig.BATCH_SIZE_CONFIG, 256 << 10);
      properties.put(ProducerConfig.BUFFER_MEMORY_CONFIG, 64L << 20);
    }
    return new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer());
  }
}
