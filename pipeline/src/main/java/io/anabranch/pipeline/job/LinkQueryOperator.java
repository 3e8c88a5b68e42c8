// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.job;

import io.anabranch.connectors.codec.BadRecordException;
import io.anabranch.connectors.codec.LinkQueryCodec;
import io.anabranch.connectors.kafka.DeadLetter;
import io.anabranch.connectors.kafka.RawRecord;
import io.anabranch.pipeline.link.LinkMessage;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;

/** Reads queries; what is none goes to dead letters. */
final class LinkQueryOperator extends ProcessFunction<RawRecord, LinkMessage> {

  private static final long serialVersionUID = 1L;

  // -- configuration
  private final int maxRecordBytes;
  private final int maxIdBytes;
  private final OutputTag<DeadLetter> deadLetters;

  // -- runtime
  private transient LinkQueryCodec codec;

  LinkQueryOperator(int maxRecordBytes, int maxIdBytes, OutputTag<DeadLetter> deadLetters) {
    this.maxRecordBytes = maxRecordBytes;
    this.maxIdBytes = maxIdBytes;
    this.deadLetters = deadLetters;
  }

  @Override
  public void open(OpenContext context) {
    codec = new LinkQueryCodec(maxRecordBytes, maxIdBytes);
  }

  @Override
  public void processElement(RawRecord record, Context context, Collector<LinkMessage> out) {
    try {
      out.collect(new LinkMessage.Query(codec.decode(record.value())));
    } catch (BadRecordException e) {
      context.output(deadLetters, DeadLetter.of(record, e));
    }
  }
}
