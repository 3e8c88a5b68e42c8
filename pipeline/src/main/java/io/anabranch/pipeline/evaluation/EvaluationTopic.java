// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.evaluation;

import io.anabranch.connectors.codec.BadRecordException;
import io.anabranch.pipeline.config.AnabranchConfig;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What the job has said of itself so far.
 *
 * <pre>{@code
 * Optional<EvaluationRecord> newest = EvaluationTopic.newest(config);
 * newest.map(EvaluationTable::of).ifPresent(System.out::println);
 * }</pre>
 */
public final class EvaluationTopic {

  private EvaluationTopic() {}

  /**
   * All records, in the order of their periods. After a failure a period may have been said twice:
   * what was said last counts.
   *
   * @throws BadRecordException when there is something else in the topic
   */
  public static List<EvaluationRecord> read(AnabranchConfig config) throws BadRecordException {
    List<byte[]> values = new ArrayList<>();
    config
        .kafka()
        .committed()
        .read(config.topics().evaluation(), record -> values.add(record.value()));
    EvaluationCodec codec = new EvaluationCodec();
    TreeMap<Long, EvaluationRecord> periods = new TreeMap<>();
    for (byte[] value : values) {
      EvaluationRecord record = codec.decode(value);
      periods.put(record.period(), record);
    }
    return List.copyOf(periods.values());
  }

  /** The record of the newest period. */
  public static Optional<EvaluationRecord> newest(AnabranchConfig config)
      throws BadRecordException {
    List<EvaluationRecord> records = read(config);
    return records.stream().skip(Math.max(0, records.size() - 1)).findFirst();
  }
}
