// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.job;

import io.anabranch.connectors.kafka.RawRecord;
import io.anabranch.state.exchange.Message;
import org.apache.flink.api.common.functions.FlatMapFunction;
import org.apache.flink.util.Collector;

/** The questions among what is said on the status topic, from the start of this job on. */
final class QuestionFunction implements FlatMapFunction<RawRecord, Message> {

  private static final long serialVersionUID = 1L;

  // -- configuration
  private final String topic;
  private final long start;

  QuestionFunction(String topic, long start) {
    this.topic = topic;
    this.start = start;
  }

  @Override
  public void flatMap(RawRecord record, Collector<Message> out) {
    if (record.topic().equals(topic) && record.timestamp() >= start) {
      new Questions().decode(record).ifPresent(out::collect);
    }
  }
}
