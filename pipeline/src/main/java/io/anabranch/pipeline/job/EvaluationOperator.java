// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.job;

import io.anabranch.pipeline.evaluation.EvaluationFormat;
import io.anabranch.pipeline.evaluation.EvaluationRecord;
import io.anabranch.pipeline.evaluation.EvaluationSettings;
import io.anabranch.pipeline.evaluation.LiveEvaluation;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.typeinfo.PrimitiveArrayTypeInfo;
import org.apache.flink.runtime.state.StateInitializationContext;
import org.apache.flink.runtime.state.StateSnapshotContext;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.BoundedOneInput;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;

/**
 * Carries the evaluation of the stream, alone for the whole job: what an edge is ranked against,
 * and by whom, comes of one memory of all of them. An edge costs it an exchange and being learnt,
 * one in so many a ranking besides, and every row of the embeddings an exchange; a stream that is
 * too fast for one subtask is too fast for it, and holds up its input. What it measures is as of
 * the rows that have come to it: those of an edge take longer than the edge, so that as a rule they
 * do not know it yet.
 *
 * <p>State: one memory, in sealed pieces, written whole with each checkpoint. Bound: as the
 * configuration says. Between two records nothing is held back, so there is nothing to flush before
 * a barrier.
 */
final class EvaluationOperator extends AbstractStreamOperator<EvaluationRecord>
    implements OneInputStreamOperator<EvaluationInput, EvaluationRecord>, BoundedOneInput {

  private static final long serialVersionUID = 1L;

  /** Name of the state: never change it. */
  private static final String STATE = "evaluation";

  // -- configuration
  private final EvaluationSettings settings;

  // -- runtime
  private transient LiveEvaluation evaluation;
  private transient ListState<byte[]> pieces;
  private transient EvaluationMetrics metrics;

  EvaluationOperator(EvaluationSettings settings) {
    this.settings = settings;
  }

  @Override
  public void initializeState(StateInitializationContext context) throws Exception {
    super.initializeState(context);
    metrics = new EvaluationMetrics(getMetricGroup(), settings);
    evaluation = new LiveEvaluation(settings, this::say);
    pieces =
        context
            .getOperatorStateStore()
            .getListState(
                new ListStateDescriptor<>(
                    STATE, PrimitiveArrayTypeInfo.BYTE_PRIMITIVE_ARRAY_TYPE_INFO));
    EvaluationFormat.read(pieces.get(), evaluation);
  }

  private void say(EvaluationRecord record) {
    metrics.told(record);
    output.collect(new StreamRecord<>(record));
  }

  @Override
  public void processElement(StreamRecord<EvaluationInput> element) {
    EvaluationInput input = element.getValue();
    if (input instanceof EvaluationInput.Edge edge) {
      hear(edge.clock());
      evaluation.edge(edge.edge());
    } else if (input instanceof EvaluationInput.Row row) {
      evaluation.row(row.row());
    } else if (input instanceof EvaluationInput.Clock clock) {
      hear(clock);
    } else if (input instanceof EvaluationInput.Mark mark) {
      evaluation.mark(mark.mark());
    } else if (input instanceof EvaluationInput.Erase erase) {
      evaluation.erase(erase.event());
    }
  }

  private void hear(EvaluationInput.Clock clock) {
    evaluation.hear(clock.partition(), clock.partitions(), clock.time());
  }

  /** How many entries are kept. */
  long entries() {
    return evaluation.entries();
  }

  @Override
  public void endInput() {
    evaluation.end();
  }

  @Override
  public void snapshotState(StateSnapshotContext context) throws Exception {
    super.snapshotState(context);
    pieces.update(EvaluationFormat.write(evaluation));
  }

  /** Time comes as clocks. */
  @Override
  public void processWatermark(Watermark mark) {}
}
