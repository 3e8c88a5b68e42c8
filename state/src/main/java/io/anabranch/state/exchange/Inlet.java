// SPDX-License-Identifier: Apache-2.0
package io.anabranch.state.exchange;

import org.jspecify.annotations.Nullable;

/**
 * What a stage is told. In the local engine the stage itself stands behind it; under Flink an
 * {@link Outbox} that hands on to the stage in another process.
 */
public interface Inlet {

  /**
   * The vertex has this value now.
   *
   * @param values may be kept; whoever says them may change them in place, and says so by telling
   *     the vertex again before anybody reads them
   */
  void self(String vertex, float[] values, Cause cause);

  /** The vertex is no more. */
  void gone(String vertex, Cause cause);

  /**
   * The vertex was erased: its row is to end, even when there is none. What it is now, gone or
   * alive by later writes, is told besides.
   */
  void erased(String vertex, Cause cause);

  /**
   * What the in-neighbors of a vertex say in sum has changed.
   *
   * @param count by how much the number of in-neighbors changes
   * @param times the values are to be added so many times; may be negative
   * @param values fixed-point numbers, the caller's to reuse after the call; null for zeros
   */
  void delta(String vertex, long count, long times, long[] values, Cause cause);

  /**
   * One in-neighbor of a vertex says something else, where words are kept one by one.
   *
   * @param values may be kept, and is not changed any more; null: the source says nothing any more
   * @param sequence the source's count of its words: of two to one vertex the higher one counts
   */
  void mail(String vertex, String source, float @Nullable [] values, long sequence, Cause cause);

  /**
   * The in-edges of a vertex are these, where a layer hears them one by one and in order.
   *
   * @param roll seen from the layer behind Scatter, and from a layer itself
   */
  void roll(String vertex, Roll roll, Cause cause);

  /**
   * What the in-edges of a vertex weigh together has changed, where layers divide by it.
   *
   * @param mask the layers that take those edges, seen from the layer behind Scatter, and from a
   *     layer itself; see {@link LayerMask}
   * @param change in fixed point
   */
  void degree(String vertex, int mask, long change, Cause cause);

  /**
   * The edges of one weight from a source to a target change in number.
   *
   * @param source the vertex whose subscribers change
   * @param mask the layers that take them, see {@link LayerMask}
   * @param change +1 or -1, or a sum of those, not 0
   */
  void subscription(String source, String target, float weight, int mask, int change, Cause cause);
}
