// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.job;

import io.anabranch.connectors.kafka.EmbeddingUpdate;
import io.anabranch.model.artifact.ArtifactException;
import io.anabranch.model.artifact.RiskArtifacts;
import io.anabranch.model.layer.SageModel;
import io.anabranch.model.risk.RiskModel;
import io.anabranch.pipeline.alert.Alert;
import io.anabranch.pipeline.alert.AlertRouter;
import io.anabranch.pipeline.alert.AlertTypes;
import io.anabranch.pipeline.alert.Metric;
import io.anabranch.pipeline.alert.RiskScore;
import io.anabranch.pipeline.alert.Signal;
import io.anabranch.pipeline.config.AnabranchConfig;
import io.anabranch.pipeline.ring.RingWatch;
import io.anabranch.state.event.InputTopic;
import io.anabranch.state.exchange.Message;
import java.util.Optional;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.DataStreamUtils;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.util.OutputTag;

/**
 * From scores to alerts: what the configuration asks for, and nothing else. Without rules and
 * without a risk model the job is the same as ever.
 *
 * <pre>{@code
 * AlertStages stages = AlertStages.of(config, model);
 * DataStream<Alert> alerts = stages.alerts(gated, embeddings, surprises);
 * }</pre>
 */
final class AlertStages {

  private static final OutputTag<RiskScore> RISKS =
      new OutputTag<>("risk-scores", RiskScoreType.INFO);

  private final AnabranchConfig config;
  private final AlertRouter router;
  private final RiskBytes riskModel; // null: no risk
  private final RingBytes ringModel; // null: no rings

  private AlertStages(AnabranchConfig config, RiskBytes riskModel, RingBytes ringModel) {
    this.config = config;
    this.router = new AlertRouter(config.alerts().rules());
    this.riskModel = riskModel;
    this.ringModel = ringModel;
  }

  /**
   * Reads the models.
   *
   * @param served the model whose rows are scored
   * @throws ArtifactException when one is not what it must be, or the risk model is made for rows of
   *     another model than the one that is served
   */
  static AlertStages of(AnabranchConfig config, SageModel served) throws ArtifactException {
    RiskBytes risk = null;
    if (config.alerts().riskModel().isPresent()) {
      RiskModel model = RiskArtifacts.read(config.alerts().riskModel().get());
      requireMadeFor(model, served);
      risk = RiskBytes.of(model);
    }
    return new AlertStages(
        config,
        risk,
        config.alerts().ringModel().isPresent()
            ? RingBytes.of(config.alerts().ringModel().get())
            : null);
  }

  private static void requireMadeFor(RiskModel risk, SageModel served) throws ArtifactException {
    if (!risk.source().model().equals(served.name())
        || risk.source().version() != served.version()
        || risk.inputWidth() != served.outputWidth()) {
      throw new ArtifactException(
          "risk model %s version %d".formatted(risk.name(), risk.version()),
          "expected one made for %s version %d, %d wide; it is made for %s version %d, %d wide"
              .formatted(
                  served.name(),
                  served.version(),
                  served.outputWidth(),
                  risk.source().model(),
                  risk.source().version(),
                  risk.inputWidth()));
    }
  }

  /** Whether rules look at how surprising edges are, themselves or through rings. */
  boolean wantsSurprise() {
    return router.wants(Metric.SURPRISE) || ringModel != null;
  }

  /** Whether anything is asked for. */
  boolean isWanted() {
    return !config.alerts().rules().isEmpty() || riskModel != null;
  }

  /**
   * Scores of vertices, as rows leave the last layer; nothing where none are asked for.
   *
   * @param embeddings keyed by vertex already
   */
  Optional<SingleOutputStreamOperator<Signal>> vertexScores(
      DataStream<EmbeddingUpdate> embeddings) {
    boolean jumps = router.wants(Metric.EMBEDDING_JUMP);
    if (riskModel == null && !jumps) {
      return Optional.empty();
    }
    return Optional.of(
        DataStreamUtils.reinterpretAsKeyedStream(
                embeddings, EmbeddingUpdate::vertex, Types.STRING)
            .transform(
                OperatorIds.VERTEX_SCORES,
                AlertTypes.SIGNAL,
                new VertexScoreOperator(riskModel, jumps, RISKS))
            .uid(OperatorIds.VERTEX_SCORES));
  }

  /** Risk scores for their topic; nothing where there is no risk model. */
  Optional<DataStream<RiskScore>> risks(SingleOutputStreamOperator<Signal> vertexScores) {
    return riskModel == null
        ? Optional.empty()
        : Optional.of(vertexScores.getSideOutput(RISKS));
  }

  /**
   * Ring scores.
   *
   * @param gated for erases and clocks
   * @param edges every edge that the gate lets pass, scored where both ends were known
   */
  DataStream<Signal> rings(DataStream<Message> gated, DataStream<RingInput> edges) {
    RingWatch.Settings settings =
        new RingWatch.Settings(
            config.rings().window().toMillis(),
            config.rings().edges(),
            config.rings().triggerSurprise(),
            config.rings().triggerEdges());
    return gated
        .flatMap(new RingTimes())
        .returns(RingInput.TYPE)
        .name(OperatorIds.RING_TIMES)
        .uid(OperatorIds.RING_TIMES)
        .setParallelism(gated.getParallelism())
        .union(edges)
        .global()
        .transform(OperatorIds.RINGS, AlertTypes.SIGNAL, new RingOperator(settings, ringModel))
        .uid(OperatorIds.RINGS)
        .setParallelism(1);
  }

  /**
   * The alerts.
   *
   * @param gated for clocks
   * @param signals of all kinds
   */
  DataStream<Alert> alerts(DataStream<Message> gated, DataStream<Signal> signals) {
    DataStream<AlertInput> clocks =
        gated
            .flatMap(
                (Message message, org.apache.flink.util.Collector<AlertInput> out) -> {
                  if (message instanceof Message.Clock clock
                      && clock.input() == InputTopic.EDGES) {
                    out.collect(AlertInput.of(clock));
                  }
                })
            .returns(AlertInput.TYPE)
            .name(OperatorIds.ALERT_CLOCKS)
            .uid(OperatorIds.ALERT_CLOCKS)
            .setParallelism(gated.getParallelism());
    return signals
        .flatMap(new RouteFunction(config.alerts().rules()))
        .returns(AlertInput.TYPE)
        .name(OperatorIds.ALERT_ROUTES)
        .uid(OperatorIds.ALERT_ROUTES)
        .union(clocks)
        .keyBy(AlertInput::key, Types.STRING)
        .transform(
            OperatorIds.ALERTS, AlertTypes.ALERT, new AlertOperator(config.alerts().rules()))
        .uid(OperatorIds.ALERTS);
  }
}
