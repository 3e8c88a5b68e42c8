// SPDX-License-Identifier: Apache-2.0
package io.anabranch.connectors.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.anabranch.connectors.codec.LinkQuery;
import io.anabranch.connectors.codec.LinkQueryCodec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;

/** Asks the running job for the scores of pairs. */
public final class LinkQuerySender {

  private final String bootstrapServers;
  private final String topic;
  private final LinkQueryCodec codec;
  private final Duration timeout;

  public LinkQuerySender(
      String bootstrapServers, String topic, LinkQueryCodec codec, Duration timeout) {
    this.bootstrapServers = bootstrapServers;
    this.topic = topic;
    this.codec = codec;
    this.timeout = timeout;
  }

  /**
   * Asks, and waits until the broker has all of them.
   *
   * @throws BrokerUnreachableException if no broker answers
   */
  public void ask(List<LinkQuery> queries) {
    try (Producer<byte[], byte[]> producer = Producers.prompt(bootstrapServers, timeout)) {
      List<Future<RecordMetadata>> answers = new ArrayList<>();
      for (LinkQuery query : queries) {
        byte[] key = query.id().getBytes(UTF_8);
        answers.add(producer.send(new ProducerRecord<>(topic, key, codec.encode(query))));
      }
      Futures.awaitAll(answers, queries.size() + " queries");
    }
  }
}
