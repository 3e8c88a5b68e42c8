// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.alert;

import io.anabranch.pipeline.link.RowName;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A score that rules may act on.
 *
 * @param vertex that it is of; of an edge, its target
 * @param edge that it is of; null where it is of a vertex
 * @param eventTime milliseconds
 * @param rows that it was computed from
 * @param reasons in words, the strongest first
 * @param before the row that the vertex has moved away from, where somebody will ask what the score
 *     is made of; else null; not copied
 * @param ego the graph that it was computed from; null where it was computed from rows
 */
@SuppressWarnings("ArrayRecordComponent") // never compared where there is one
public record Signal(
    Metric metric,
    String vertex,
    EdgeRef edge,
    float score,
    long eventTime,
    List<RowName> rows,
    List<String> reasons,
    float @Nullable [] before,
    Ego ego) {

  public Signal {
    Objects.requireNonNull(vertex);
    if (metric.isOfEdges() != (edge != null)) {
      throw new IllegalArgumentException(
          "a score of %s is of %s".formatted(metric.text(), edge == null ? "an edge" : "a vertex"));
    }
    if (!(score >= 0) || Float.isInfinite(score)) {
      throw new IllegalArgumentException(
          "a score of %s is a number from 0; got %s".formatted(metric.text(), score));
    }
    rows = List.copyOf(rows);
    reasons = List.copyOf(reasons);
  }

  /** How surprising an edge is. */
  public static Signal surprise(EdgeRef edge, float score, List<RowName> rows) {
    return new Signal(
        Metric.SURPRISE, edge.dst(), edge, score, edge.timestamp(), rows, List.of(), null, null);
  }

  /** A score of a vertex. */
  public static Signal of(
      Metric metric,
      String vertex,
      float score,
      long eventTime,
      List<RowName> rows,
      List<String> reasons) {
    return new Signal(metric, vertex, null, score, eventTime, rows, reasons, null, null);
  }

  /** The same with the row that the vertex has moved away from. */
  public Signal from(float[] row) {
    return new Signal(metric, vertex, edge, score, eventTime, rows, reasons, row, ego);
  }

  /** The same with the graph that it was computed from. */
  public Signal withEgo(Ego graph) {
    return new Signal(metric, vertex, edge, score, eventTime, rows, reasons, before, graph);
  }
}
