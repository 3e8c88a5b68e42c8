// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.alert;

import io.anabranch.pipeline.link.RowName;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a score is before the logistic function, as far as it is linear in the row of a vertex, and
 * what of that comes from where. All numbers are exact: self, bias, the edges shown and the rest
 * add up to the total.
 *
 * <p>The score of a pair is the product of two rows, linear in each: the total is the score, and
 * there is no remainder. A score s of one vertex is taken to first order at its row z: with w the
 * gradient of s at z, the total is {@code w . z} and the remainder {@code s(z) - w . z}, so the two
 * are the score again. Of a risk, s is the log odds; of a jump the distance from the row before,
 * and w the direction from there.
 *
 * @param vertex whose last aggregation is taken apart
 * @param self what comes from the vertex itself
 * @param edges the strongest in-edges, the strongest first
 * @param rest what comes from all others together
 * @param remainder of the score of one vertex, what is not linear in its row; null of a pair
 * @param rows of a pair, those that the total is the product of, of the edge's source and of its
 *     target; of one vertex its row, and of a jump the row before; none where it was computed from
 *     a graph
 */
public record LinearPart(
    String vertex,
    Fraction total,
    Fraction self,
    Fraction bias,
    List<EdgeShare> edges,
    Fraction rest,
    @Nullable Fraction remainder,
    List<RowName> rows) {

  /** What comes from an edge, and what the total would be without it. */
  public record EdgeShare(EdgeRef edge, Fraction share, Fraction without) {}

  public LinearPart {
    Objects.requireNonNull(vertex);
    edges = List.copyOf(edges);
    rows = List.copyOf(rows);
  }

  /** Of a pair, and of no rows in particular. */
  public LinearPart(
      String vertex,
      Fraction total,
      Fraction self,
      Fraction bias,
      List<EdgeShare> edges,
      Fraction rest) {
    this(vertex, total, self, bias, edges, rest, null, List.of());
  }

  /** The same of those rows. */
  public LinearPart of(List<RowName> names) {
    return new LinearPart(vertex, total, self, bias, edges, rest, remainder, names);
  }

  /** The same of a score of one vertex: what the total leaves of it is the remainder. */
  public LinearPart ofScore(float score) {
    Fraction left = Fraction.of(score).minus(total);
    return new LinearPart(vertex, total, self, bias, edges, rest, left, rows);
  }

  /** All of the score, before the logistic function. */
  public Fraction score() {
    return remainder == null ? total : total.plus(remainder);
  }

  /** Whether the parts add up to the total, without an error. */
  public boolean addsUp() {
    Fraction sum = self.plus(bias).plus(rest);
    for (EdgeShare edge : edges) {
      sum = sum.plus(edge.share());
    }
    return sum.sameAs(total);
  }
}
