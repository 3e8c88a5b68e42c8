// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.retrain;

import io.anabranch.connectors.codec.BadRecordException;
import io.anabranch.connectors.kafka.TopicReader;
import io.anabranch.pipeline.config.AnabranchConfig;
import io.anabranch.pipeline.evaluation.EvaluationCodec;
import io.anabranch.pipeline.prequential.Drift;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.LongSupplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * What the live job says of itself on the evaluation topic, from the newest record on: so a fall
 * that is there when the side job starts is heard of.
 */
public final class EvaluationTail implements DriftTrigger.Signals {

  private final TopicReader reader;
  private final String topic;
  private final LongSupplier nanos;
  private final EvaluationCodec codec = new EvaluationCodec();
  private long[] next; // offset to read of each partition; null: not looked yet

  /**
   * @param nanos a clock that only goes on
   */
  public EvaluationTail(AnabranchConfig config, LongSupplier nanos) {
    this.nanos = nanos;
    this.reader = config.kafka().committed();
    this.topic = config.topics().evaluation();
  }

  @Override
  public List<Drift> poll(Duration patience) throws RetrainException {
    List<ConsumerRecord<byte[], byte[]>> heard = next == null ? newest() : new ArrayList<>();
    long end = nanos.getAsLong() + patience.toNanos();
    reader.follow(topic, next, () -> heard.isEmpty() && nanos.getAsLong() - end < 0, heard::add);
    List<Drift> drifts = new ArrayList<>();
    for (ConsumerRecord<byte[], byte[]> record : heard) {
      next[record.partition()] = Math.max(next[record.partition()], record.offset() + 1);
      drifts.add(drift(record));
    }
    return drifts;
  }

  /** With transactions the last offset is none of a record, so it is looked for. */
  private List<ConsumerRecord<byte[], byte[]>> newest() {
    next = reader.ends(topic);
    Map<Integer, ConsumerRecord<byte[], byte[]>> newest = new TreeMap<>();
    reader.read(topic, record -> newest.put(record.partition(), record));
    return new ArrayList<>(newest.values());
  }

  private Drift drift(ConsumerRecord<byte[], byte[]> record) throws RetrainException {
    try {
      return codec.decode(record.value()).drift();
    } catch (BadRecordException e) {
      throw new RetrainException(
          "%s, partition %d, offset %d: %s"
              .formatted(topic, record.partition(), record.offset(), e.getMessage()),
          e);
    }
  }
}
