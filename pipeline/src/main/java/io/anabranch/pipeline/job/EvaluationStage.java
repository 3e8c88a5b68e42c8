// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.job;

import io.anabranch.pipeline.config.AnabranchConfig;
import io.anabranch.pipeline.evaluation.EvaluationRecord;
import io.anabranch.pipeline.evaluation.EvaluationSettings;
import io.anabranch.pipeline.link.LinkDecoder;
import io.anabranch.pipeline.link.LinkMessage;
import java.util.Optional;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.util.OutputTag;

/**
 * The part of the live job that measures the stream. It hangs on side outputs of the gate and of
 * the last layer, and where nothing is measured those have none.
 */
final class EvaluationStage {

  private static final OutputTag<EvaluationInput> EDGES =
      new OutputTag<>("evaluation", EvaluationInputSerializer.TYPE);

  private final AnabranchConfig config;

  EvaluationStage(AnabranchConfig config) {
    this.config = config;
  }

  /** The gate tells of adds, erases and clocks. */
  GateOperator heard(GateOperator gate) {
    return config.evaluation().enabled() ? gate.tellingOfEvaluation(EDGES) : gate;
  }

  /**
   * Builds it.
   *
   * @param rows that links are scored with, or the served model's; not there where neither links
   *     nor the evaluation look at them
   * @param cosines whether rows are of length 1
   * @return records of periods; nothing where nothing is measured
   */
  Optional<DataStream<EvaluationRecord>> assemble(
      SingleOutputStreamOperator<?> gated,
      Optional<DataStream<LinkMessage>> rows,
      boolean cosines) {
    if (!config.evaluation().enabled()) {
      return Optional.empty();
    }
    DataStream<EvaluationInput> input = gated.getSideOutput(EDGES);
    if (config.evaluation().embeddings()) {
      input = input.union(rows(rows.orElseThrow()));
    }
    return Optional.of(
        input
            .global()
            .transform(
                OperatorIds.EVALUATION,
                EvaluationRecordType.INFO,
                new EvaluationOperator(new EvaluationSettings(config.evaluation(), cosines)))
            .uid(OperatorIds.EVALUATION)
            .setParallelism(1));
  }

  private DataStream<EvaluationInput> rows(DataStream<LinkMessage> rows) {
    LinkDecoder decoder =
        config.link().enabled() ? config.link().rules().decoder() : LinkDecoder.INNER_PRODUCT;
    return rows.flatMap(new EvaluationRows(decoder))
        .returns(EvaluationInputSerializer.TYPE)
        .name(OperatorIds.EVALUATION_ROWS)
        .uid(OperatorIds.EVALUATION_ROWS)
        .setParallelism(rows.getParallelism());
  }
}
