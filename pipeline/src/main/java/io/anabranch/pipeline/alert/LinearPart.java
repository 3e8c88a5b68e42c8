// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.alert;

import io.anabranch.pipeline.link.RowName;
import java.util.List;
import java.util.Objects;

/**
 * What a score is before the sigmoid, and what of it comes from where. All numbers are exact: self,
 * bias, the edges shown and the rest add up to the total.
 *
 * @param vertex whose last aggregation is taken apart
 * @param self what comes from the vertex itself
 * @param edges the strongest in-edges, the strongest first
 * @param rest what comes from all others together
 * @param rows that the total is the product of: of the edge's source, and of its target; none where
 *     it was computed from a graph
 */
public record LinearPart(
    String vertex,
    Fraction total,
    Fraction self,
    Fraction bias,
    List<EdgeShare> edges,
    Fraction rest,
    List<RowName> rows) {

  /** What comes from an edge, and what the total would be without it. */
  public record EdgeShare(EdgeRef edge, Fraction share, Fraction without) {}

  public LinearPart {
    Objects.requireNonNull(vertex);
    edges = List.copyOf(edges);
    rows = List.copyOf(rows);
  }

  /** Of no rows in particular. */
  public LinearPart(
      String vertex,
      Fraction total,
      Fraction self,
      Fraction bias,
      List<EdgeShare> edges,
      Fraction rest) {
    this(vertex, total, self, bias, edges, rest, List.of());
  }

  /** The same of those rows. */
  public LinearPart of(List<RowName> names) {
    return new LinearPart(vertex, total, self, bias, edges, rest, names);
  }
}
