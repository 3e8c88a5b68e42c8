// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.demo;

import io.anabranch.connectors.codec.BadRecordException;
import io.anabranch.connectors.codec.Embedding;
import io.anabranch.connectors.codec.EmbeddingCodecs;
import io.anabranch.connectors.kafka.DeadLetterSchema;
import io.anabranch.connectors.kafka.TopicReader;
import io.anabranch.connectors.replay.ReplayCounts;
import io.anabranch.pipeline.config.AnabranchConfig;
import io.anabranch.pipeline.verify.Verifier.Report;
import java.nio.charset.StandardCharsets;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.HdrHistogram.Histogram;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** What came out: read back from the topics, not from the job. */
final class DemoSummary {

  private static final int DIGITS = 3; // of the histogram

  private final Histogram latency = new Histogram(DIGITS);
  private final TreeMap<String, Long> deadLetters = new TreeMap<>();
  private long embeddings;
  private long tombstones;
  private long lastRow;

  /** Reads the topics up to their ends. */
  static DemoSummary read(AnabranchConfig config) {
    DemoSummary summary = new DemoSummary();
    TopicReader reader = config.kafka().committed();
    reader.read(config.topics().embeddings(), summary::addRow);
    reader.read(config.topics().deadLetters(), summary::addDeadLetter);
    return summary;
  }

  private void addRow(ConsumerRecord<byte[], byte[]> record) {
    lastRow = Math.max(lastRow, record.timestamp());
    if (record.value() == null) {
      tombstones++;
      return;
    }
    embeddings++;
    try {
      Embedding row = EmbeddingCodecs.decodeAny(record.value());
      latency.recordValue(Math.max(0, record.timestamp() - row.arrived()));
    } catch (BadRecordException e) {
      throw new IllegalStateException("the job wrote an embedding that cannot be read", e);
    }
  }

  private void addDeadLetter(ConsumerRecord<byte[], byte[]> record) {
    byte[] reason = record.headers().lastHeader(DeadLetterSchema.REASON).value();
    deadLetters.merge(new String(reason, StandardCharsets.UTF_8), 1L, Long::sum);
  }

  /**
   * Prints it.
   *
   * @param begun when the first record was sent, milliseconds by the wall clock
   */
  void print(Lines lines, ReplayCounts sent, long begun, Report report) {
    double seconds = Math.max(1, lastRow - begun) / 1e3;
    lines.line("edges in", "%,d edge records, %,d feature records", sent.edges(), sent.features());
    lines.line("embeddings out", "%,d rows, %,d tombstones", embeddings, tombstones);
    lines.line(
        "throughput",
        "%,.0f edges/s, %,.0f embeddings/s over %.1f s",
        sent.edges() / seconds,
        embeddings / seconds,
        seconds);
    lines.line(
        "event to embedding",
        "p50 %,d ms, p99 %,d ms, warm-up included",
        latency.getValueAtPercentile(50),
        latency.getValueAtPercentile(99));
    String reasons =
        deadLetters.entrySet().stream()
            .map(entry -> entry.getValue() + " " + entry.getKey())
            .collect(Collectors.joining(", "));
    long letters = deadLetters.values().stream().mapToLong(Long::longValue).sum();
    lines.line("dead letters", "%,d%s", letters, reasons.isEmpty() ? "" : " (" + reasons + ")");
    lines.line(
        "graph at rest", "%,d edges, %,d vertices", report.edges(), report.comparison().expected());
  }
}
