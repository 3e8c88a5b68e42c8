// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.verify;

import io.anabranch.model.risk.RiskGradient;
import io.anabranch.model.risk.RiskModel;
import io.anabranch.pipeline.alert.Alert;
import io.anabranch.pipeline.alert.EdgeRef;
import io.anabranch.pipeline.alert.Fraction;
import io.anabranch.pipeline.alert.LinearPart;
import io.anabranch.pipeline.alert.RiskScore;
import io.anabranch.pipeline.explain.Slope;
import io.anabranch.pipeline.link.LinkDecoder;
import io.anabranch.pipeline.link.RowName;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What scores of alerts are said to be made of: the parts add up to the total, and that is what the
 * rows it names give, but for what rounding to quanta does: of a pair their product, of one vertex
 * the part of its score that is linear in its row, and with the remainder the score itself, bit for
 * bit. The parts themselves nobody can compute from rows: {@link GraphParts} does, from the graph.
 */
final class AlertParts {

  private static final double ROUNDING = 1e-5; // of quanta and floats together

  private final LinkRows rows;
  private final LinkRows linkRows;
  private final LinkDecoder decoder;
  private final @Nullable RiskModel risk;
  private final @Nullable RiskGradient gradient; // of it

  /**
   * @param rows of the embeddings topic
   * @param linkRows that links are scored with
   * @param risk the model at hand; null where there is none
   */
  AlertParts(LinkRows rows, LinkRows linkRows, LinkDecoder decoder, @Nullable RiskModel risk) {
    this.rows = rows;
    this.linkRows = linkRows;
    this.decoder = decoder;
    this.risk = risk;
    this.gradient = risk == null ? null : new RiskGradient(risk);
  }

  /** What is wrong with the parts that an alert has; null when nothing is. */
  @Nullable String fault(Alert alert) {
    LinearPart part = alert.linear();
    if (!part.addsUp()) {
      return "the shares do not add up to " + part.total();
    }
    if (alert.metric().isOfEdges() != (part.remainder() == null)) {
      return part.remainder() == null
          ? "takes a score of one vertex apart, and names no remainder"
          : "takes the product of two rows apart, and names a remainder";
    }
    return switch (alert.metric()) {
      case SURPRISE -> ofEdge(alert, part);
      case RISK -> either(around(alert.subject(), part), risk(alert, part));
      case EMBEDDING_JUMP -> either(around(alert.subject(), part), jump(alert, part));
      case RING, BURST -> "takes apart what is not linear in a row";
    };
  }

  /** Of none, or of several, there is no such score: that is said of the score itself. */
  private @Nullable String ofEdge(Alert alert, LinearPart part) {
    return alert.events().size() == 1
        ? either(around(alert.events().get(0).dst(), part), pair(alert, part))
        : null;
  }

  private static @Nullable String either(@Nullable String one, @Nullable String other) {
    return one != null ? one : other;
  }

  /** Taken apart is what a vertex aggregates: it, and edges to it. */
  private static @Nullable String around(String vertex, LinearPart part) {
    if (!part.vertex().equals(vertex)) {
      return "takes apart what " + part.vertex() + " aggregates, and the score is of " + vertex;
    }
    for (LinearPart.EdgeShare share : part.edges()) {
      if (!share.edge().dst().equals(vertex)) {
        return "names a share of an edge to %s, and the score is of %s"
            .formatted(share.edge().dst(), vertex);
      }
    }
    return null;
  }

  private @Nullable String pair(Alert alert, LinearPart part) {
    if (part.rows().isEmpty()) {
      return null;
    }
    EdgeRef edge = alert.events().get(0);
    if (!isOf(part, List.of(edge.src(), edge.dst()))) {
      return "takes apart what is not of the edge's two ends and of one model: " + part.rows();
    }
    String missing = missing(part, linkRows);
    if (missing != null) {
      return missing;
    }
    float[] src = linkRows.values(part.rows().get(0));
    float[] dst = linkRows.values(part.rows().get(1));
    if (src == null || dst == null) {
      return null; // gone
    }
    double total = part.total().value();
    return isNear(decoder.logit(src, dst), total, src, dst)
        ? null
        : "takes %s apart, the rows give %s".formatted(total, decoder.logit(src, dst));
  }

  /** By the model at hand; where it is of another nobody can say. */
  private @Nullable String risk(Alert alert, LinearPart part) {
    if (!isOf(part, List.of(alert.subject()))) {
      return "takes apart what is not of one row of " + alert.subject() + ": " + part.rows();
    }
    RowName name = part.rows().get(0);
    boolean ours =
        risk != null
            && alert.reasons().contains(RiskScore.scoredBy(risk.name(), risk.version()))
            && risk.source().version() == name.modelVersion();
    float[] row = rows.values(name);
    if (row == null) {
      return rows.falseName(name);
    }
    return ours ? vertex(part, Slope.ofRisk(gradient, row), row) : null;
  }

  private @Nullable String jump(Alert alert, LinearPart part) {
    if (!isOf(part, List.of(alert.subject(), alert.subject()))
        || !part.rows().get(1).equals(alert.rows().get(1))) {
      return "takes apart what is not a move from the row before: " + part.rows();
    }
    String missing = missing(part, rows);
    if (missing != null) {
      return missing;
    }
    float[] now = rows.values(part.rows().get(0));
    float[] before = rows.values(part.rows().get(1));
    if (now == null || before == null) {
      return null; // gone
    }
    Optional<Slope> slope = Slope.ofJump(before, now);
    return slope.isPresent()
        ? vertex(part, slope.get(), now)
        : "takes a move apart, and there is none between the two rows";
  }

  private static @Nullable String vertex(LinearPart part, Slope slope, float[] row) {
    if (!part.score().sameAs(Fraction.of(slope.score()))) {
      return "takes %s apart with the remainder, the row gives %s"
          .formatted(part.score().value(), slope.score());
    }
    double total = part.total().value();
    return isNear(slope.linear(row), total, slope.weights(), row)
        ? null
        : "takes %s apart, the row gives %s".formatted(total, slope.linear(row));
  }

  private static boolean isOf(LinearPart part, List<String> vertices) {
    return part.rows().stream().map(RowName::vertex).toList().equals(vertices)
        && part.rows().stream().mapToInt(RowName::modelVersion).distinct().count() == 1;
  }

  /** What is wrong with a row that the topic does not hold. */
  private static @Nullable String missing(LinearPart part, LinkRows topic) {
    for (RowName row : part.rows()) {
      if (topic.values(row) == null && topic.falseName(row) != null) {
        return topic.falseName(row);
      }
    }
    return null;
  }

  private static boolean isNear(double given, double total, float[] a, float[] b) {
    double size = 1;
    for (int i = 0; i < a.length; i++) {
      size += Math.abs((double) a[i] * b[i]) + Math.abs(a[i]) + Math.abs(b[i]);
    }
    return Math.abs(given - total) <= ROUNDING * size;
  }
}
