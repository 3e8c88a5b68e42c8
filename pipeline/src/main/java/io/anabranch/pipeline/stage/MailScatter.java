// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.stage;

import io.anabranch.state.exchange.Cause;
import io.anabranch.state.exchange.Inlet;
import java.util.Arrays;

/**
 * Sends to mailboxes. It keeps this true of every target v: its mailbox holds what u said last when
 * there is an edge u -> v, however many and of whatever weights, and nothing of u otherwise. So
 * edges are counted without their weights.
 */
final class MailScatter extends Scatter {

  private static final float ANY_WEIGHT = 1f;

  private final int messageWidth;

  MailScatter(Inlet next, int messageWidth, boolean nextScatters, Sending sending) {
    super(next, messageWidth, nextScatters, sending);
    this.messageWidth = messageWidth;
  }

  @Override
  void count(
      SendingVertex vertex, String source, String target, float weight, int change, Cause cause) {
    float[] sent = has(vertex, target, ANY_WEIGHT);
    int now = vertex.subscribers.change(target, ANY_WEIGHT, change);
    boolean was = now - change > 0;
    if (sent != null && was != now > 0) {
      float[] mail = was ? null : sent.clone();
      next.mail(target, source, mail, ++vertex.sequence, cause);
    }
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
    // One array for all receivers in this process, and never changed again.
    float[] mail = to == null ? null : Arrays.copyOfRange(to, toOff, toOff + messageWidth);
    long sequence = ++vertex.sequence;
    return vertex.subscribers.forEachOf(
        page,
        (target, weight, count) -> {
          if (count > 0) {
            next.mail(target, source, mail, sequence, cause);
          }
        });
  }

  /** Words are not quantised. */
  @Override
  int clamped(float[] message, int off, float weight) {
    return 0;
  }
}
