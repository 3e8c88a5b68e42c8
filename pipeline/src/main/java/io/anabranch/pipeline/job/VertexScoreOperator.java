// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.job;

import io.anabranch.connectors.codec.Embedding;
import io.anabranch.connectors.kafka.EmbeddingUpdate;
import io.anabranch.connectors.kafka.EmbeddingUpdateType;
import io.anabranch.pipeline.alert.RiskScore;
import io.anabranch.pipeline.alert.Signal;
import io.anabranch.pipeline.alert.VertexScores;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.runtime.state.StateInitializationContext;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.util.OutputTag;

/**
 * Scores the rows as they leave the last layer, with whose keys it lies.
 *
 * <p>State: where jumps are wanted, the last row of each vertex; goes with the vertex.
 */
final class VertexScoreOperator extends AbstractStreamOperator<Signal>
    implements OneInputStreamOperator<EmbeddingUpdate, Signal> {

  private static final long serialVersionUID = 1L;

  /** The name of a state: never change it. */
  private static final String LAST = "last-row";

  // -- configuration
  private final RiskBytes riskModel; // null: no risk
  private final boolean jumps;
  private final boolean saysBefore;
  private final OutputTag<RiskScore> risks;

  // -- runtime
  private transient VertexScores scores;
  private transient ValueState<EmbeddingUpdate> last;
  private transient StreamRecord<Signal> outgoing;

  /**
   * @param riskModel null where risk is not wanted
   * @param saysBefore whether a jump brings the row along that it comes from
   * @param risks takes the scores themselves
   */
  VertexScoreOperator(
      RiskBytes riskModel, boolean jumps, boolean saysBefore, OutputTag<RiskScore> risks) {
    this.riskModel = riskModel;
    this.jumps = jumps;
    this.saysBefore = saysBefore;
    this.risks = risks;
  }

  @Override
  public void initializeState(StateInitializationContext context) throws Exception {
    super.initializeState(context);
    scores = new VertexScores(riskModel == null ? null : riskModel.read());
    last =
        getKeyedStateStore().getState(new ValueStateDescriptor<>(LAST, EmbeddingUpdateType.INFO));
    outgoing = new StreamRecord<>(null);
    getMetricGroup().gauge("riskOtherModel", scores::otherModel);
  }

  @Override
  public void processElement(StreamRecord<EmbeddingUpdate> element) throws Exception {
    EmbeddingUpdate update = element.getValue();
    if (update.isTombstone()) {
      last.clear();
      if (riskModel != null) {
        output.collect(risks, new StreamRecord<>(RiskScore.gone(update.vertex())));
      }
      return;
    }
    scores.risk(update.row()).ifPresent(this::tell);
    if (jumps) {
      EmbeddingUpdate before = last.value();
      last.update(kept(update.row()));
      Embedding row = before == null ? null : before.row();
      scores.jump(row, update.row(), jump -> send(saysBefore ? jump.from(row.values()) : jump));
    }
  }

  /** The last layer, chained to this, computes the next row into the same array. */
  private static EmbeddingUpdate kept(Embedding row) {
    return EmbeddingUpdate.of(
        new Embedding(
            row.vertex(),
            row.eventTime(),
            row.arrived(),
            row.sequence(),
            row.modelVersion(),
            row.values().clone()));
  }

  private void tell(RiskScore risk) {
    output.collect(risks, new StreamRecord<>(risk));
    send(VertexScores.signal(risk));
  }

  private void send(Signal signal) {
    output.collect(outgoing.replace(signal));
  }

  /** Time comes as clocks. */
  @Override
  public void processWatermark(Watermark mark) {}
}
