// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.job;

import io.anabranch.connectors.kafka.EmbeddingUpdate;
import io.anabranch.model.layer.SageModel;
import io.anabranch.pipeline.alert.Alert;
import io.anabranch.pipeline.alert.AlertRule;
import io.anabranch.pipeline.alert.AlertTypes;
import io.anabranch.pipeline.alert.EdgeRef;
import io.anabranch.pipeline.alert.Metric;
import io.anabranch.pipeline.alert.RiskScore;
import io.anabranch.pipeline.alert.Signal;
import io.anabranch.pipeline.config.AlertModels;
import io.anabranch.pipeline.config.AnabranchConfig;
import io.anabranch.pipeline.link.ScoredEdge;
import io.anabranch.pipeline.ring.RingWatch;
import io.anabranch.state.exchange.Message;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.DataStreamUtils;
import org.apache.flink.streaming.api.datastream.KeyedStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.util.OutputTag;
import org.jspecify.annotations.Nullable;

/**
 * From scores to alerts: what the configuration asks for, and nothing else. Without rules and
 * without a risk model the job is the same as ever.
 *
 * <pre>{@code
 * AlertStages stages = AlertStages.of(config, model, explaining);
 * DataStream<Alert> alerts = stages.alerts(gated, stages.surprises(edges));
 * }</pre>
 */
final class AlertStages {

  private static final OutputTag<RiskScore> RISKS =
      new OutputTag<>("risk-scores", RiskScoreType.INFO);

  private final AnabranchConfig config;
  private final RiskBytes riskModel; // null: no risk
  private final RingBytes ringModel; // null: no rings
  private final Explaining explaining;

  private AlertStages(
      AnabranchConfig config, RiskBytes riskModel, RingBytes ringModel, Explaining explaining) {
    this.config = config;
    this.explaining = explaining;
    this.riskModel = riskModel;
    this.ringModel = ringModel;
  }

  /**
   * Reads the models.
   *
   * @param served the model whose rows are scored
   * @param explaining of which alerts it is asked what their scores are made of
   * @throws io.anabranch.pipeline.config.ConfigException when one is not what it must be
   */
  static AlertStages of(AnabranchConfig config, SageModel served, Explaining explaining) {
    return new AlertStages(
        config,
        AlertModels.risk(config, served).map(RiskBytes::of).orElse(null),
        AlertModels.ring(config).map(RingBytes::of).orElse(null),
        explaining);
  }

  private boolean wants(Metric metric) {
    return config.alerts().rules().stream().anyMatch(rule -> rule.metric() == metric);
  }

  /** The model that says how risky vertices are; null where there is none. */
  @Nullable RiskBytes riskModel() {
    return riskModel;
  }

  /** Whether there are rules. */
  boolean hasRules() {
    return !config.alerts().rules().isEmpty();
  }

  /**
   * Scores of vertices, as rows leave the last layer; nothing where none are asked for.
   *
   * @param embeddings keyed by vertex already
   */
  Optional<SingleOutputStreamOperator<Signal>> vertexScores(
      DataStream<EmbeddingUpdate> embeddings) {
    boolean jumps = wants(Metric.EMBEDDING_JUMP);
    if (riskModel == null && !jumps) {
      return Optional.empty();
    }
    return Optional.of(
        DataStreamUtils.reinterpretAsKeyedStream(embeddings, EmbeddingUpdate::vertex, Types.STRING)
            .transform(
                OperatorIds.VERTEX_SCORES,
                AlertTypes.SIGNAL,
                new VertexScoreOperator(
                    riskModel, jumps, explaining.has(Metric.EMBEDDING_JUMP), RISKS))
            .uid(OperatorIds.VERTEX_SCORES));
  }

  /** Risk scores for their topic; nothing where there is no risk model. */
  Optional<DataStream<RiskScore>> risks(SingleOutputStreamOperator<Signal> vertexScores) {
    return riskModel == null ? Optional.empty() : Optional.of(vertexScores.getSideOutput(RISKS));
  }

  /** Scores of vertices that exceed a limit; nothing where no rule looks at them. */
  Optional<DataStream<AlertInput>> vertices(DataStream<Signal> vertexScores) {
    return wants(Metric.RISK) || wants(Metric.EMBEDDING_JUMP)
        ? Optional.of(
            overLimits(
                keyedAlready(vertexScores),
                OperatorIds.VERTEX_LIMITS,
                Metric.RISK,
                Metric.EMBEDDING_JUMP))
        : Optional.empty();
  }

  /**
   * What is said of edges and exceeds a limit: how surprising they were, and what rings are around
   * them; nothing where no rule looks at either.
   *
   * @param gated for erases and clocks
   */
  List<DataStream<AlertInput>> edges(DataStream<Message> gated, DataStream<ScoredEdge> scored) {
    List<DataStream<AlertInput>> exceeding = new ArrayList<>();
    if (wants(Metric.SURPRISE)) {
      exceeding.add(surprises(scored));
    }
    if (wantsRings()) {
      exceeding.add(rings(gated, scored));
    }
    return exceeding;
  }

  /**
   * Ring scores and bursts.
   *
   * @param gated for erases and clocks
   * @param edges every edge that the gate lets pass, scored where both ends were known
   */
  DataStream<AlertInput> rings(DataStream<Message> gated, DataStream<ScoredEdge> edges) {
    RingWatch.Settings settings =
        new RingWatch.Settings(
            config.rings().window().toMillis(),
            config.rings().edges(),
            config.rings().triggerSurprise(),
            config.rings().triggerQuantile(),
            config.rings().triggerEdges());
    DataStream<Signal> rings =
        gated
            .flatMap(new RingTimes())
            .returns(RingInput.TYPE)
            .name(OperatorIds.RING_TIMES)
            .uid(OperatorIds.RING_TIMES)
            .setParallelism(gated.getParallelism())
            .union(
                edges
                    .map(AlertStages::ringInput)
                    .returns(RingInput.TYPE)
                    .name(OperatorIds.RING_EDGES)
                    .uid(OperatorIds.RING_EDGES)
                    .setParallelism(edges.getParallelism()))
            .global()
            .transform(
                OperatorIds.RINGS,
                AlertTypes.SIGNAL,
                new RingOperator(
                    settings, wants(Metric.RING) ? ringModel : null, wants(Metric.BURST)))
            .uid(OperatorIds.RINGS)
            .setParallelism(1);
    return overLimits(
        rings.keyBy(Signal::vertex, Types.STRING),
        OperatorIds.RING_LIMITS,
        Metric.RING,
        Metric.BURST);
  }

  private static RingInput ringInput(ScoredEdge edge) {
    float surprise = edge.isScored() ? (float) edge.surprise() : Float.NaN;
    return RingInput.edge(EdgeRef.of(edge.edge()), surprise);
  }

  /**
   * How surprising edges were, where that exceeds a limit.
   *
   * @param edges by their targets, as the second end has them
   */
  DataStream<AlertInput> surprises(DataStream<ScoredEdge> edges) {
    DataStream<Signal> surprises =
        edges
            .filter(ScoredEdge::isScored)
            .name(OperatorIds.SCORED_EDGES)
            .uid(OperatorIds.SCORED_EDGES)
            .setParallelism(edges.getParallelism())
            .map(AlertStages::signal)
            .returns(AlertTypes.SIGNAL)
            .name(OperatorIds.SURPRISES)
            .uid(OperatorIds.SURPRISES)
            .setParallelism(edges.getParallelism());
    return overLimits(keyedAlready(surprises), OperatorIds.SURPRISE_LIMITS, Metric.SURPRISE);
  }

  private static Signal signal(ScoredEdge edge) {
    return Signal.surprise(
        EdgeRef.of(edge.edge()), (float) edge.surprise(), List.of(edge.src(), edge.dst()));
  }

  /**
   * Scores of vertices lie where the last layer has them, those of edges where their targets do.
   */
  private static KeyedStream<Signal, String> keyedAlready(DataStream<Signal> signals) {
    return DataStreamUtils.reinterpretAsKeyedStream(signals, Signal::vertex, Types.STRING);
  }

  private DataStream<AlertInput> overLimits(
      KeyedStream<Signal, String> signals, String uid, Metric... metrics) {
    Set<Metric> looked = Set.of(metrics);
    List<AlertRule> rules =
        config.alerts().rules().stream().filter(rule -> looked.contains(rule.metric())).toList();
    return signals.transform(uid, AlertInput.TYPE, new LimitOperator(rules)).uid(uid);
  }

  /** Whether a rule looks at edges of late that belong together: at rings or at bursts. */
  boolean wantsRings() {
    return wants(Metric.BURST) || ringModel != null && wants(Metric.RING);
  }

  /**
   * The alerts.
   *
   * @param gated for clocks
   * @param exceeding scores of all kinds that exceed a limit
   */
  DataStream<Alert> alerts(DataStream<Message> gated, DataStream<AlertInput> exceeding) {
    DataStream<AlertInput> clocks =
        gated
            .flatMap(new AlertClocks())
            .returns(AlertInput.TYPE)
            .name(OperatorIds.ALERT_CLOCKS)
            .uid(OperatorIds.ALERT_CLOCKS)
            .setParallelism(gated.getParallelism());
    return exceeding
        .union(clocks)
        .keyBy(AlertInput::key, Types.STRING)
        .transform(OperatorIds.ALERTS, AlertTypes.ALERT, new AlertOperator(config.alerts().rules()))
        .uid(OperatorIds.ALERTS);
  }
}
