// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.stage;

import io.anabranch.state.mailbox.Mailbox;
import io.anabranch.state.subscription.Subscribers;

/** What a layer keeps of a vertex v. */
public final class LayerVertex extends SendingVertex {

  /** What the vertex was told of itself by the stage before; null when it does not exist. */
  float[] self;

  /** The sum of what the in-neighbors sent, fixed-point; null is zeros. */
  long[] sum;

  /** The number of in-neighbors in the sum. */
  long count;

  /** What the in-edges that the layer takes weigh together, where it divides by that. */
  long degree;

  /** What the in-neighbors said last, where words are kept one by one; null is nothing. */
  Mailbox mailbox;

  /** The in-neighbors in the order in which they are heard, where there is one; null is none. */
  String[] roll;

  /**
   * In the last layer the embedding as it was last emitted, in others what the vertex was last told
   * of itself; null when nothing was.
   */
  float[] value;

  /** The latest event time of an emitted row. Used in the last layer alone. */
  long eventTime = Long.MIN_VALUE;

  LayerVertex(Subscribers subscribers) {
    super(subscribers);
  }

  /** What was last emitted or told of the vertex; null when nothing. Not to be changed. */
  public float[] value() {
    return value;
  }

  /** True when nothing is kept of the vertex. */
  boolean isEmpty() {
    return value == null && subscribers.isEmpty() && nextDegree == 0 && hasReceivedNothing();
  }

  /** True when nothing has been received that is not taken back. */
  boolean hasReceivedNothing() {
    if (self != null || count != 0 || degree != 0 || mailbox != null || roll != null) {
      return false;
    }
    if (sum != null) {
      for (long value : sum) {
        if (value != 0) {
          return false;
        }
      }
    }
    return true;
  }
}
