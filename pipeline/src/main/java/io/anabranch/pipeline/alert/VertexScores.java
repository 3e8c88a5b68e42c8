// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.alert;

import io.anabranch.connectors.codec.Embedding;
import io.anabranch.model.device.Matrix;
import io.anabranch.model.risk.RiskModel;
import io.anabranch.model.risk.RiskScorer;
import io.anabranch.pipeline.link.RowName;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** The scores of a vertex that follow from its row: its risk, and how far it has moved. */
public final class VertexScores {

  private final RiskModel model; // null: no risk
  private final RiskScorer scorer;
  private long otherModel;

  /**
   * @param model null where risk is not wanted
   */
  public VertexScores(RiskModel model) {
    this.model = model;
    this.scorer = model == null ? null : new RiskScorer(model);
  }

  /** Rows that were not scored for risk because they are of another model than it is made for. */
  public long otherModel() {
    return otherModel;
  }

  /** The risk of a row, if it is of the version that the risk model is made for. */
  public Optional<RiskScore> risk(Embedding row) {
    if (model == null) {
      return Optional.empty();
    }
    if (row.modelVersion() != model.source().version()) {
      otherModel++;
      return Optional.empty();
    }
    float score = scorer.score(Matrix.of(1, row.values().length, row.values()))[0];
    return Optional.of(
        new RiskScore(
            row.vertex(), score, row.eventTime(), RowName.of(row), model.name(), model.version()));
  }

  /** A risk as something that rules may act on. */
  public static Signal signal(RiskScore risk) {
    return Signal.of(
        Metric.RISK,
        risk.vertex(),
        risk.score(),
        risk.eventTime(),
        List.of(risk.row()),
        List.of(RiskScore.scoredBy(risk.model(), risk.version())));
  }

  /**
   * How far the vertex has moved, if it has.
   *
   * @param before null of a vertex that is new
   */
  public void jump(Embedding before, Embedding now, Consumer<Signal> out) {
    float distance = Jumps.between(before, now);
    if (distance > 0) {
      out.accept(
          Signal.of(
              Metric.EMBEDDING_JUMP,
              now.vertex(),
              distance,
              now.eventTime(),
              List.of(RowName.of(now), RowName.of(before)),
              List.of()));
    }
  }
}
