// SPDX-License-Identifier: Apache-2.0
package io.anabranch.model.layer;

/**
 * An aggregator that cannot take a message back, so that the receiver keeps the last one of every
 * in-neighbor. Parallel edges count once, and weights of edges have no meaning. A layer of this
 * kind needs a fan-out: it bounds what a vertex keeps.
 */
public abstract sealed class MailboxAggregator implements Aggregator permits MaxPoolAggregator {

  /** Readies {@code messageWidth} elements of {@code into} for a vertex that has heard nothing. */
  public abstract void begin(float[] into, int off);

  /** Takes one in-neighbor's message in; the order does not matter. */
  public abstract void hear(float[] message, int messageOff, float[] into, int off);

  @Override
  public final boolean sendsFeatures() {
    return false;
  }
}
