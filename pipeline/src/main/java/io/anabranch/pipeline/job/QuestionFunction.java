// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.job;

import io.anabranch.connectors.kafka.RawRecord;
import io.anabranch.state.exchange.Message;
import org.apache.flink.api.common.functions.FlatMapFunction;
import org.apache.flink.util.Collector;

/** The questions on their topic, from the start of this job on. */
final class QuestionFunction implements FlatMapFunction<RawRecord, Message> {

  private static final long serialVersionUID = 1L;

  // -- configuration
  private final long start;

  /**
   * @param start milliseconds of the wall clock; what was asked before it nobody waits for any more
   */
  QuestionFunction(long start) {
    this.start = start;
  }

  @Override
  public void flatMap(RawRecord record, Collector<Message> out) {
    if (record.timestamp() >= start) {
      new Questions().decode(record).ifPresent(out::collect);
    }
  }
}
