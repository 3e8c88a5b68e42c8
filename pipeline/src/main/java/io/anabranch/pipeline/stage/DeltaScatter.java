// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.stage;

import io.anabranch.model.kernel.FixedPoint;
import io.anabranch.state.exchange.Cause;
import io.anabranch.state.exchange.Inlet;
import java.util.Arrays;

/**
 * Sends to sums. It keeps this true of every target v: the contribution of u to the sum at v is
 * {@code c * q(w * sent)}, with c the number of edges u -> v of weight w and sent what u told v
 * last. A new value sends the difference to all subscribers, a new subscription sends the value to
 * one.
 */
final class DeltaScatter extends Scatter {

  private final long[] unweighted;
  private final long[] weighted;

  /**
   * @param messageWidth the length of what is sent
   */
  DeltaScatter(Inlet next, int messageWidth, boolean nextScatters, Sending sending) {
    super(next, messageWidth, nextScatters, sending);
    this.unweighted = new long[messageWidth];
    this.weighted = new long[messageWidth];
  }

  @Override
  void count(
      SendingVertex vertex, String source, String target, float weight, int change, Cause cause) {
    float[] sent = has(vertex, target, weight); // before a change may move it to another page
    vertex.subscribers.change(target, weight, change);
    boolean says = sent != null && difference(null, sent, 0, weight, weighted);
    if (says && weight != 1f) {
      countClamped(clamped(sent, 0, weight));
    }
    next.delta(target, change, change, says ? weighted : null, cause);
  }

  @Override
  int changePage(
      String source,
      SendingVertex vertex,
      int page,
      float[] from,
      float[] to,
      int toOff,
      Cause cause) {
    boolean says = difference(from, to, toOff, 1f, unweighted);
    return vertex.subscribers.forEachOf(
        page,
        (target, weight, count) -> {
          if (weight == 1f) {
            if (says) {
              next.delta(target, 0, count, unweighted, cause);
            }
          } else if (difference(from, to, toOff, weight, weighted)) {
            next.delta(target, 0, count, weighted, cause);
            if (to != null) {
              countClamped(clamped(to, toOff, weight));
            }
          }
        });
  }

  @Override
  int clamped(float[] message, int off, float weight) {
    return FixedPoint.countClamped(message, off, weighted.length, weight);
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
