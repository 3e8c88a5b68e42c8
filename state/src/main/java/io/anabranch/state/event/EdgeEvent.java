// SPDX-License-Identifier: Apache-2.0
package io.anabranch.state.event;

import java.util.Objects;

/**
 * The edge {@code src -> dst} is added (again) or removed. Its identity is (src, dst, id): two adds
 * of one identity are one edge, the later one wins.
 *
 * @param id tells parallel edges apart; empty when the producer gives none
 * @param weight finite; 1 when the producer gives none; of no meaning in a removal, where it is 0
 */
public record EdgeEvent(Op op, String src, String dst, String id, long timestamp, float weight)
    implements GraphEvent {

  /** What happens to the edge. The order of the constants is the order in which they win. */
  public enum Op {
    ADD,
    REMOVE
  }

  public EdgeEvent {
    Objects.requireNonNull(op);
    Objects.requireNonNull(src);
    Objects.requireNonNull(dst);
    Objects.requireNonNull(id);
    weight = op == Op.REMOVE ? 0f : weight + 0f; // -0.0 becomes 0.0
  }

  /** An unweighted edge without an id. */
  public static EdgeEvent add(String src, String dst, long timestamp) {
    return new EdgeEvent(Op.ADD, src, dst, "", timestamp, 1f);
  }

  /** The removal of an edge without an id. */
  public static EdgeEvent remove(String src, String dst, long timestamp) {
    return new EdgeEvent(Op.REMOVE, src, dst, "", timestamp, 0f);
  }

  /** The same event seen from the other end, as an undirected graph needs it. */
  public EdgeEvent mirrored() {
    return new EdgeEvent(op, dst, src, id, timestamp, weight);
  }
}
