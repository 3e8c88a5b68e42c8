// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.stage;

import io.anabranch.model.layer.SageLayer;
import io.anabranch.model.layer.SumAggregator;
import io.anabranch.state.exchange.Cause;
import io.anabranch.state.exchange.Inlet;
import io.anabranch.state.exchange.LayerMask;

/**
 * The sending half of a stage: it keeps the receivers of every vertex at what the vertex sent last.
 * A new message goes to all subscribers, a new subscriber is told the last message.
 */
abstract sealed class Scatter permits DeltaScatter, MailScatter {

  final Inlet next;
  private final boolean nextScatters;

  Scatter(Inlet next, boolean nextScatters) {
    this.next = next;
    this.nextScatters = nextScatters;
  }

  /**
   * What sends to that layer.
   *
   * @param nextScatters whether the layer sends, too, and so has to hear of subscriptions
   */
  static Scatter to(SageLayer layer, Inlet next, boolean nextScatters) {
    return layer.aggregator() instanceof SumAggregator
        ? new DeltaScatter(next, layer.messageWidth(), nextScatters)
        : new MailScatter(next, layer.messageWidth(), nextScatters);
  }

  /**
   * Edges of one weight from source to target are added or removed.
   *
   * @param mask which layers take them, the one that is sent to being bit 0
   */
  final void subscribe(
      SendingVertex vertex,
      String source,
      String target,
      float weight,
      int mask,
      int change,
      Cause cause) {
    if (LayerMask.takesNext(mask)) {
      count(vertex, source, target, weight, change, cause);
    }
    int onward = LayerMask.onward(mask);
    if (nextScatters && onward != 0) {
      next.subscription(source, target, weight, onward, change, cause);
    }
  }

  /** Counts the edges in or out, and tells the target what that means for it. */
  abstract void count(
      SendingVertex vertex, String source, String target, float weight, int change, Cause cause);

  /**
   * The message of a vertex changes from what was sent.
   *
   * @param to holds, from the offset on, what is sent now; null is nothing
   */
  abstract void change(String source, SendingVertex vertex, float[] to, int toOff, Cause cause);
}
