// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.drill;

import io.anabranch.connectors.codec.BadRecordException;
import io.anabranch.connectors.codec.Embedding;
import io.anabranch.connectors.codec.EmbeddingCodecs;
import io.anabranch.connectors.kafka.Isolation;
import io.anabranch.connectors.kafka.TopicReader;
import io.anabranch.pipeline.config.AnabranchConfig;
import io.anabranch.pipeline.verify.Comparison;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * What a reader of committed records has seen on the embeddings topic, and whether it has seen a
 * row twice.
 */
public final class TopicAudit {

  private final boolean transactional;
  private final Lives lives;
  private final Map<String, Embedding> latest = new HashMap<>();
  private long rows;
  private long seenBefore;
  private long deadLetters;

  private TopicAudit(boolean transactional, Lives lives) {
    this.transactional = transactional;
    this.lives = lives;
  }

  /** Reads the topics up to their ends. */
  public static TopicAudit of(AnabranchConfig config) {
    Lives lives = new Lives();
    reader(config, Isolation.READ_UNCOMMITTED)
        .read(config.topics().embeddings(), record -> lives.add(record));
    TopicAudit audit = new TopicAudit(config.embeddings().isExactlyOnce(), lives);
    TopicReader reader = reader(config, Isolation.READ_COMMITTED);
    reader.read(config.topics().embeddings(), audit::add);
    audit.deadLetters = reader.read(config.topics().deadLetters(), letter -> {});
    return audit;
  }

  private static TopicReader reader(AnabranchConfig config, Isolation isolation) {
    return new TopicReader(config.kafka().bootstrapServers(), isolation, config.kafka().timeout());
  }

  private void add(ConsumerRecord<byte[], byte[]> record) {
    rows++;
    String vertex = new String(record.key(), StandardCharsets.UTF_8);
    if (record.value() == null) {
      latest.remove(vertex);
      return;
    }
    try {
      Embedding row = EmbeddingCodecs.decodeAny(record.value());
      latest.put(vertex, row);
      if (lives.seenBefore(vertex, record.offset(), row.sequence())) {
        seenBefore++;
      }
    } catch (BadRecordException e) {
      throw new IllegalStateException("the job wrote an embedding that cannot be read", e);
    }
  }

  /** True when no row was seen twice; without transactions it may be. */
  public boolean isOnce() {
    return !transactional || seenBefore == 0;
  }

  /** Compares with what should be the same. */
  Comparison compare(Map<String, float[]> actual) {
    Map<String, float[]> here = new HashMap<>();
    latest.forEach((vertex, row) -> here.put(vertex, row.values()));
    return Comparison.of(here, actual);
  }

  long deadLetters() {
    return deadLetters;
  }

  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "%,d rows, %,d with a number seen before, %,d dead letters",
        rows,
        seenBefore,
        deadLetters);
  }
}
