// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.explain;

import io.anabranch.pipeline.alert.Alert;
import io.anabranch.pipeline.alert.EdgeRef;
import io.anabranch.pipeline.alert.Metric;
import io.anabranch.pipeline.link.RowName;
import java.util.List;

/**
 * Whose score is taken apart: that of a pair, or of one vertex.
 *
 * @param src of a pair; of one vertex, that vertex
 * @param dst whose in-edges the score comes from
 * @param before of a jump, the row that the vertex has moved away from; else empty
 */
public record Asked(boolean isPair, String src, String dst, List<RowName> before) {

  public Asked {
    before = List.copyOf(before);
  }

  /** The score of a pair. */
  public static Asked pair(EdgeRef edge) {
    return new Asked(true, edge.src(), edge.dst(), List.of());
  }

  /** A score of a vertex, by the row that it has. */
  public static Asked vertex(String vertex) {
    return new Asked(false, vertex, vertex, List.of());
  }

  /** A score of a vertex, by the row that it has and one that it had. */
  public static Asked jump(String vertex, RowName before) {
    return new Asked(false, vertex, vertex, List.of(before));
  }

  /** What an alert asks. */
  public static Asked of(Alert alert) {
    if (alert.metric().isOfEdges()) {
      return pair(alert.events().get(0));
    }
    return alert.metric() == Metric.EMBEDDING_JUMP
        ? jump(alert.subject(), alert.rows().get(1))
        : vertex(alert.subject());
  }

  /** How many vertices are asked what they have. */
  int vertices() {
    return src.equals(dst) ? 1 : 2;
  }
}
