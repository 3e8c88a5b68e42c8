// SPDX-License-Identifier: Apache-2.0
package io.anabranch.model.layer;

/**
 * An aggregator that cannot take a message back, so that the receiver keeps the last one of every
 * in-neighbor. Weights of edges have no meaning. A layer of this kind needs a fan-out: it bounds
 * what a vertex keeps.
 */
public abstract sealed class MailboxAggregator implements Aggregator
    permits MaxPoolAggregator, LstmAggregator, AttentionAggregator {

  /** Something that takes words together. */
  public abstract Hearing hearing();

  /**
   * Whether words are heard in the order of the events of their edges (time, then id), parallel
   * edges one by one. If not, each in-neighbor is heard once, in any order.
   */
  public boolean isOrdered() {
    return false;
  }

  /**
   * Whether what the vertex tells itself is one more word, so that what it hears of itself along an
   * edge is passed over.
   */
  public boolean countsItself() {
    return false;
  }

  @Override
  public final boolean sendsFeatures() {
    return false;
  }
}
