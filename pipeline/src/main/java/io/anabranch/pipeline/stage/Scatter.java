// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.stage;

import io.anabranch.model.layer.SageLayer;
import io.anabranch.model.layer.SumAggregator;
import io.anabranch.state.exchange.Cause;
import io.anabranch.state.exchange.Inlet;
import io.anabranch.state.exchange.LayerMask;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The sending half of a stage: it keeps the receivers of every vertex at what the vertex sent last.
 * A new message goes to all subscribers, a new subscriber is told the last message. A hub defers:
 * it tells a slice of its subscribers at a time, and in between every one of them is still at what
 * the hub sent <em>to it</em>.
 */
abstract sealed class Scatter permits DeltaScatter, MailScatter {

  final Inlet next;
  private final int messageWidth;
  private final boolean nextScatters;
  private final Hubs hubs;
  private final float epsilon;
  private long clamped;

  Scatter(Inlet next, int messageWidth, boolean nextScatters, Sending sending) {
    this.next = next;
    this.messageWidth = messageWidth;
    this.nextScatters = nextScatters;
    this.hubs = sending.hubs();
    this.epsilon = sending.epsilon();
  }

  /**
   * What sends to that layer.
   *
   * @param nextScatters whether the layer sends, too, and so has to hear of subscriptions
   */
  static Scatter to(SageLayer layer, Inlet next, boolean nextScatters, Sending sending) {
    return layer.aggregator() instanceof SumAggregator
        ? new DeltaScatter(next, layer.messageWidth(), nextScatters, sending)
        : new MailScatter(next, layer.messageWidth(), nextScatters, sending);
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

  /** The vertex has that message now. It keeps a copy. */
  final void say(String source, SendingVertex vertex, float[] block, int row, Cause cause) {
    if (vertex.deferral != null) {
      float[] message = Rows.copy(block, row, messageWidth, null);
      vertex.deferral.change(message, cause, hubs.now());
      clamped += clamped(message, 0, 1f);
    } else if (differs(block, row, vertex.sent)) {
      clamped += clamped(block, row * messageWidth, 1f);
      if (hubs.defers(vertex.subscribers.size())) {
        long now = hubs.now();
        vertex.deferral = new Deferral(Rows.copy(block, row, messageWidth, null), cause, now);
        hubs.defer(source, now);
      } else {
        change(source, vertex, vertex.sent, block, row * messageWidth, cause);
        vertex.sent = Rows.copy(block, row, messageWidth, vertex.sent);
      }
    }
  }

  /** The vertex has that message now, in an array that may be kept. */
  final void say(String source, SendingVertex vertex, float[] message, Cause cause) {
    if (vertex.deferral != null || hubs.defers(vertex.subscribers.size())) {
      say(source, vertex, message, 0, cause);
    } else if (differs(message, 0, vertex.sent)) {
      clamped += clamped(message, 0, 1f);
      change(source, vertex, vertex.sent, message, 0, cause);
      vertex.sent = message;
    }
  }

  /** The vertex says nothing any more. */
  final void fallSilent(String source, SendingVertex vertex, Cause cause) {
    finish(source, vertex, null, cause);
  }

  /** A wake-up of a hub: one slice of its subscribers is told. */
  final void wake(String source, SendingVertex vertex) {
    Deferral deferral = vertex.deferral;
    if (deferral == null) {
      return; // told whole in the meantime
    }
    if (deferral.sending == null) {
      deferral.begin();
      vertex.subscribers.hold();
    }
    int told = 0;
    while (deferral.told < vertex.subscribers.pageCount() && told < hubs.slice()) {
      told +=
          changePage(
              source,
              vertex,
              deferral.told,
              vertex.sent,
              deferral.sending,
              0,
              deferral.sendingCause);
      deferral.told++;
    }
    if (deferral.told < vertex.subscribers.pageCount()) {
      hubs.again(source, told, deferral.since);
      return;
    }
    vertex.sent = deferral.sending;
    deferral.sending = null;
    vertex.subscribers.release();
    if (deferral.cause == null || Arrays.equals(deferral.newest, vertex.sent)) {
      vertex.deferral = null;
      hubs.done(source, told);
    } else {
      deferral.since = deferral.newestSince;
      hubs.again(source, told, deferral.since);
    }
  }

  /** All subscribers of a hub are told its newest message now. */
  final void settle(String source, SendingVertex vertex) {
    Deferral deferral = vertex.deferral;
    if (deferral != null) {
      Cause cause = deferral.cause;
      if (deferral.sending != null) {
        cause = cause == null ? deferral.sendingCause : cause.and(deferral.sendingCause);
      }
      finish(source, vertex, deferral.newest, cause);
    }
  }

  /** All subscribers are told the message now, whatever each of them has. */
  private void finish(
      String source, SendingVertex vertex, float @Nullable [] message, Cause cause) {
    Deferral deferral = vertex.deferral;
    if (deferral == null) {
      change(source, vertex, vertex.sent, message, 0, cause);
    } else {
      for (int page = 0; page < vertex.subscribers.pageCount(); page++) {
        changePage(source, vertex, page, has(vertex, page), message, 0, cause);
      }
      vertex.subscribers.release();
      vertex.deferral = null;
      hubs.cancel(source);
    }
    vertex.sent = message;
  }

  /** What the subscribers on a page have. */
  private static float[] has(SendingVertex vertex, int page) {
    Deferral deferral = vertex.deferral;
    return deferral != null && deferral.sending != null && page < deferral.told
        ? deferral.sending
        : vertex.sent;
  }

  /** What a subscriber has, or is to have when it is new. */
  static float[] has(SendingVertex vertex, String target, float weight) {
    return vertex.deferral == null
        ? vertex.sent
        : has(vertex, vertex.subscribers.pageOf(target, weight));
  }

  /** Whether the row is to be sent: what differs by no more than epsilon is held back. */
  private boolean differs(float[] block, int row, float[] sent) {
    if (epsilon == 0f || sent == null) {
      return Rows.differs(block, row, messageWidth, sent);
    }
    int off = row * messageWidth;
    for (int i = 0; i < messageWidth; i++) {
      if (!(Math.abs(block[off + i] - sent[i]) <= epsilon)) { // NaN is sent
        return true;
      }
    }
    return false;
  }

  /** How many elements of what was said lay beyond what fixed point holds. */
  final long clamped() {
    return clamped;
  }

  final void countClamped(int elements) {
    clamped += elements;
  }

  /** How many elements of a message fixed point cannot hold. */
  abstract int clamped(float[] message, int off, float weight);

  /** Counts the edges in or out, and tells the target what that means for it. */
  abstract void count(
      SendingVertex vertex, String source, String target, float weight, int change, Cause cause);

  /**
   * The message to all subscribers changes.
   *
   * @param from what they have; null is nothing
   * @param to holds, from the offset on, what they are sent; null is nothing
   */
  private void change(
      String source, SendingVertex vertex, float[] from, float[] to, int toOff, Cause cause) {
    if (!vertex.subscribers.isEmpty()) {
      for (int page = 0; page < vertex.subscribers.pageCount(); page++) {
        changePage(source, vertex, page, from, to, toOff, cause);
      }
    }
  }

  /**
   * The message to the subscribers on one page changes.
   *
   * @return how many subscribers there are
   */
  abstract int changePage(
      String source,
      SendingVertex vertex,
      int page,
      float[] from,
      float[] to,
      int toOff,
      Cause cause);
}
