// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.job;

import io.anabranch.pipeline.link.LinkClock;
import io.anabranch.pipeline.link.LinkDecoder;
import io.anabranch.pipeline.link.LinkMessage;
import io.anabranch.pipeline.link.LinkRow;
import org.apache.flink.api.common.functions.FlatMapFunction;
import org.apache.flink.util.Collector;

/**
 * What the evaluation needs of the last layer: rows, as far as they are multiplied, and who has
 * gone over to another model. That is told to every group, once is enough.
 */
final class EvaluationRows implements FlatMapFunction<LinkMessage, EvaluationInput> {

  private static final long serialVersionUID = 1L;

  private final LinkDecoder decoder;

  EvaluationRows(LinkDecoder decoder) {
    this.decoder = decoder;
  }

  @Override
  public void flatMap(LinkMessage message, Collector<EvaluationInput> out) {
    message.parts().forEach(part -> tell(part, out));
  }

  private void tell(LinkMessage message, Collector<EvaluationInput> out) {
    if (message instanceof LinkMessage.Row row) {
      out.collect(
          new EvaluationInput.Row(
              row.row() == null ? row : new LinkMessage.Row(row.vertex(), mean(row.row()))));
    } else if (message instanceof LinkMessage.Mark mark
        && mark.group() == 0
        && mark.clock() == LinkClock.ROWS_EPOCH) {
      out.collect(new EvaluationInput.Mark(mark));
    }
  }

  private LinkRow mean(LinkRow row) {
    return new LinkRow(
        row.epoch(),
        row.modelVersion(),
        row.sequence(),
        row.eventTime(),
        decoder.mean(row.values()));
  }
}
