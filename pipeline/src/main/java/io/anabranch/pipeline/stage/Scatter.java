// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.stage;

import io.anabranch.model.kernel.FixedPoint;
import io.anabranch.state.exchange.Cause;
import io.anabranch.state.exchange.Inlet;
import io.anabranch.state.exchange.LayerMask;
import io.anabranch.state.subscription.Subscribers;
import java.util.Arrays;

/**
 * The sending half of a stage. It keeps this true of every target v: the contribution of u to the
 * sum at v is {@code c * q(w * sent)}, with c the number of edges u -> v of weight w and sent what
 * u said last. A new value sends the difference to all subscribers, a new subscription sends the
 * value to one.
 */
final class Scatter {

  private final Inlet next;
  private final boolean nextScatters;
  private final long[] unweighted;
  private final long[] weighted;

  /**
   * @param messageWidth the length of what is sent
   * @param nextScatters whether the next stage has to hear of subscriptions, too
   */
  Scatter(Inlet next, int messageWidth, boolean nextScatters) {
    this.next = next;
    this.nextScatters = nextScatters;
    this.unweighted = new long[messageWidth];
    this.weighted = new long[messageWidth];
  }

  /** Edges of one weight to a target are added or removed. */
  void subscribe(
      Subscribers subscribers, float[] sent, String target, float weight, int change, Cause cause) {
    subscribers.change(target, weight, change);
    boolean says = sent != null && difference(null, sent, 0, weight, weighted);
    next.delta(target, change, change, says ? weighted : null, cause);
  }

  /** Later layers hear of the edges, too, if they take them. */
  void passOn(String source, String target, float weight, int mask, int change, Cause cause) {
    int onward = LayerMask.onward(mask);
    if (nextScatters && onward != 0) {
      next.subscription(source, target, weight, onward, change, cause);
    }
  }

  /**
   * The value of the source changes.
   *
   * @param from what was sent before; null is nothing
   * @param to holds, from the offset on, what is sent now; null is nothing
   */
  void change(Subscribers subscribers, float[] from, float[] to, int toOff, Cause cause) {
    if (subscribers.isEmpty()) {
      return;
    }
    boolean says = difference(from, to, toOff, 1f, unweighted);
    subscribers.forEach(
        (target, weight, count) -> {
          if (weight == 1f) {
            if (says) {
              next.delta(target, 0, count, unweighted, cause);
            }
          } else if (difference(from, to, toOff, weight, weighted)) {
            next.delta(target, 0, count, weighted, cause);
          }
        });
  }

  /** Writes q(w * to) - q(w * from); false when that is zero throughout. */
  private static boolean difference(
      float[] from, float[] to, int toOff, float weight, long[] into) {
    Arrays.fill(into, 0);
    FixedPoint.addDifference(from, 0, to, toOff, weight, 1, into, 0, into.length);
    long any = 0;
    for (long value : into) {
      any |= value;
    }
    return any != 0;
  }
}
