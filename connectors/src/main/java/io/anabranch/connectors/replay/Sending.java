// SPDX-License-Identifier: Apache-2.0
package io.anabranch.connectors.replay;

import io.anabranch.connectors.kafka.TopicNames;
import io.anabranch.state.event.InputTopic;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;

/** One run of the replayer: what it has sent, and the first thing that went wrong. */
final class Sending {

  private final Producer<byte[], byte[]> producer;
  private final TopicNames names;
  private final long began = System.nanoTime();
  private final AtomicReference<Exception> failure = new AtomicReference<>();

  private long edges;
  private long features;
  private long bad;
  private long heartbeats;

  Sending(Producer<byte[], byte[]> producer, TopicNames names) {
    this.producer = producer;
    this.names = names;
  }

  @SuppressWarnings("FutureReturnValueIgnored") // onAnswer is told the same
  void send(Outgoing record) {
    failIfFailed();
    producer.send(
        new ProducerRecord<>(names.input(record.topic()), record.key(), record.value()),
        this::onAnswer);
    if (record.bad()) {
      bad++;
    } else if (record.topic() == InputTopic.EDGES) {
      edges++;
    } else {
      features++;
    }
  }

  @SuppressWarnings("FutureReturnValueIgnored")
  void beat(ProducerRecord<byte[], byte[]> record) {
    producer.send(record, this::onAnswer);
    heartbeats++;
  }

  /** Records sent, without heartbeats. */
  long count() {
    return edges + features + bad;
  }

  ReplayCounts finish() {
    producer.flush();
    failIfFailed();
    return new ReplayCounts(edges, features, bad, heartbeats, System.nanoTime() - began);
  }

  /** Called by the producer's thread. */
  private void onAnswer(RecordMetadata metadata, Exception exception) {
    if (exception != null) {
      failure.compareAndSet(null, exception);
    }
  }

  private void failIfFailed() {
    Exception first = failure.get();
    if (first != null) {
      throw new KafkaException("a record could not be written, " + count() + " sent so far", first);
    }
  }
}
