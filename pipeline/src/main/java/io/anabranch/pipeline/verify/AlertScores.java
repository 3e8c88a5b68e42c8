// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.verify;

import io.anabranch.model.artifact.ArtifactBytes;
import io.anabranch.model.artifact.ArtifactException;
import io.anabranch.model.device.Matrix;
import io.anabranch.model.risk.RiskModel;
import io.anabranch.model.risk.RiskScorer;
import io.anabranch.pipeline.alert.Alert;
import io.anabranch.pipeline.alert.EdgeRef;
import io.anabranch.pipeline.alert.Ego;
import io.anabranch.pipeline.alert.Jumps;
import io.anabranch.pipeline.alert.RiskScore;
import io.anabranch.pipeline.config.AlertModels;
import io.anabranch.pipeline.config.AnabranchConfig;
import io.anabranch.pipeline.link.LinkDecoder;
import io.anabranch.pipeline.link.RowName;
import io.anabranch.pipeline.link.ScoredEdge;
import io.anabranch.pipeline.ring.EgoGraph;
import io.anabranch.pipeline.ring.RingModel;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Computes the scores of alerts anew: how surprising an edge was from the rows of its two ends, a
 * risk from the row by the risk model, a jump from the two rows of the vertex, and how much an ego
 * graph looks like a ring from the graph that the alert carries, by the ring model; a burst is
 * counted in what it carries.
 */
final class AlertScores {

  /** What came of it. */
  sealed interface Anew {
    /** The score. */
    record Score(float value) implements Anew {}

    /** The topic holds no such row. */
    record NoRow(RowName row, LinkRows topic) implements Anew {}

    /** By a model that is not the one at hand, or without what it was computed from. */
    record Unknown() implements Anew {}

    /** The alert cannot be right. */
    record False(String fault) implements Anew {}
  }

  private final LinkRows rows;
  private final LinkRows linkRows;
  private final LinkDecoder decoder;
  private final @Nullable RiskModel riskModel;
  private final @Nullable RiskScorer risk;
  private final @Nullable RingModel ring;

  /**
   * @param rows of the embeddings topic
   * @param linkRows of the topic of rows that links are scored with
   * @throws io.anabranch.pipeline.config.ConfigException when a model cannot be read
   */
  AlertScores(AnabranchConfig config, LinkRows rows, LinkRows linkRows) {
    this.rows = rows;
    this.linkRows = linkRows;
    this.decoder = config.link().rules().decoder();
    this.riskModel = AlertModels.risk(config).orElse(null);
    this.risk = riskModel == null ? null : new RiskScorer(riskModel);
    Optional<ArtifactBytes> bytes = AlertModels.ring(config);
    this.ring = bytes.isPresent() ? read(bytes.get()) : null;
  }

  private static RingModel read(ArtifactBytes bytes) {
    try {
      return RingModel.read(bytes);
    } catch (ArtifactException e) {
      throw new VerificationException("the ring model: " + e.getMessage());
    }
  }

  /** The risk model at hand; null where there is none. */
  @Nullable RiskModel riskModel() {
    return riskModel;
  }

  /** The score of an alert. */
  Anew of(Alert alert) {
    return switch (alert.metric()) {
      case SURPRISE -> surprise(alert);
      case RISK -> risk(alert);
      case EMBEDDING_JUMP -> jump(alert);
      case RING -> ring(alert);
      case BURST -> burst(alert);
    };
  }

  private Anew surprise(Alert alert) {
    if (alert.events().size() != 1) {
      return new Anew.False("expected one event, names " + alert.events().size());
    }
    EdgeRef edge = alert.events().get(0);
    String wrong = wrongRows(alert, List.of(edge.src(), edge.dst()));
    if (wrong != null) {
      return new Anew.False(wrong);
    }
    return ofTwo(
        alert, linkRows, (src, dst) -> (float) ScoredEdge.surprise(decoder.logit(src, dst)));
  }

  private Anew jump(Alert alert) {
    String wrong = wrongRows(alert, List.of(alert.subject(), alert.subject()));
    return wrong != null
        ? new Anew.False(wrong)
        : ofTwo(alert, rows, (now, before) -> Jumps.distance(before, now));
  }

  private Anew risk(Alert alert) {
    String wrong = wrongRows(alert, List.of(alert.subject()));
    if (wrong != null) {
      return new Anew.False(wrong);
    }
    boolean ours =
        riskModel != null
            && alert.reasons().contains(RiskScore.scoredBy(riskModel.name(), riskModel.version()));
    return ours ? risk(alert.rows().get(0)) : new Anew.Unknown();
  }

  /** Whether a risk score is of the model at hand. */
  boolean isOurs(String model, int version) {
    return riskModel != null && riskModel.name().equals(model) && riskModel.version() == version;
  }

  /** The risk of a row by the model at hand. */
  Anew risk(RowName name) {
    if (name.modelVersion() != riskModel.source().version()) {
      return new Anew.False(
          "scores a row of version %d with a risk model made for version %d"
              .formatted(name.modelVersion(), riskModel.source().version()));
    }
    float[] row = rows.values(name);
    return row == null
        ? new Anew.NoRow(name, rows)
        : new Anew.Score(risk.score(Matrix.of(1, row.length, row))[0]);
  }

  private Anew ring(Alert alert) {
    if (!alert.rows().isEmpty()) {
      return new Anew.False("is of an ego graph, and names rows");
    }
    boolean ours =
        ring != null
            && !alert.reasons().isEmpty()
            && alert.reasons().get(0).endsWith(ring.scoredBy());
    if (alert.ego() == null || !ours) {
      return new Anew.Unknown();
    }
    String center = alert.ego().vertices().get(0);
    return center.equals(alert.subject())
        ? new Anew.Score(ring.score(EgoGraph.of(alert.ego())).score())
        : new Anew.False("is of " + alert.subject() + ", its ego graph is around " + center);
  }

  /** The edges that it counts, each of which {@link RingEvents} looks up. */
  private static Anew burst(Alert alert) {
    if (alert.ego() == null) {
      return new Anew.Unknown();
    }
    List<Ego.Pair> pairs = alert.ego().pairs();
    boolean fromCenter = pairs.stream().allMatch(pair -> pair.src() == 0);
    String center = alert.ego().vertices().get(0);
    return fromCenter && center.equals(alert.subject()) && alert.rows().isEmpty()
        ? new Anew.Score(pairs.stream().mapToInt(Ego.Pair::count).sum())
        : new Anew.False("is of " + alert.subject() + ", its edges are not all from there");
  }

  private interface OfTwo {
    float score(float[] first, float[] second);
  }

  private static Anew ofTwo(Alert alert, LinkRows topic, OfTwo scorer) {
    RowName first = alert.rows().get(0);
    RowName second = alert.rows().get(1);
    float[] one = topic.values(first);
    float[] other = topic.values(second);
    if (one == null || other == null) {
      return new Anew.NoRow(one == null ? first : second, topic);
    }
    return new Anew.Score(scorer.score(one, other));
  }

  /**
   * What is wrong with the rows that an alert names; null when it names rows of those, of one
   * model.
   */
  private static @Nullable String wrongRows(Alert alert, List<String> vertices) {
    List<String> named = alert.rows().stream().map(RowName::vertex).toList();
    if (!named.equals(vertices)) {
      return "expected rows of %s, names rows of %s".formatted(vertices, named);
    }
    for (RowName row : alert.rows()) {
      if (row.modelVersion() != alert.modelVersion()) {
        return alert.rows().size() == 2
                && alert.rows().get(0).modelVersion() != alert.rows().get(1).modelVersion()
            ? "pairs model versions %d and %d"
                .formatted(alert.rows().get(0).modelVersion(), alert.rows().get(1).modelVersion())
            : "says model version %d, names a row of version %d"
                .formatted(alert.modelVersion(), row.modelVersion());
      }
    }
    return null;
  }
}
