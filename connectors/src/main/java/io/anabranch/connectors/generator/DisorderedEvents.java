// SPDX-License-Identifier: Apache-2.0
package io.anabranch.connectors.generator;

import io.anabranch.state.event.GraphEvent;
import java.util.Comparator;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.PriorityQueue;

/**
 * The events as they arrive: each at its time plus its delay, some twice. What arrived before an
 * event is not younger than its arrival, so the delay bounds the disorder, in the whole stream and
 * in any part of it. Holds only what is on its way.
 */
final class DisorderedEvents implements Iterator<GraphEvent> {

  private record Arrival(long at, long number, GraphEvent event) {}

  private final Iterator<GraphEvent> ordered;
  private final Delays delays;
  private final double duplicateShare;
  private final PriorityQueue<Arrival> onTheWay =
      new PriorityQueue<>(Comparator.comparingLong(Arrival::at).thenComparing(Arrival::number));
  private long now = Long.MIN_VALUE; // all events up to now are on their way, or have arrived
  private long number;

  DisorderedEvents(Iterator<GraphEvent> ordered, Delays delays, double duplicateShare) {
    this.ordered = ordered;
    this.delays = delays;
    this.duplicateShare = duplicateShare;
  }

  @Override
  public boolean hasNext() {
    return !onTheWay.isEmpty() || ordered.hasNext();
  }

  @Override
  public GraphEvent next() {
    // An event of the same time may still come, and goes after: it has the larger number.
    while (ordered.hasNext() && (onTheWay.isEmpty() || onTheWay.peek().at() > now)) {
      send(ordered.next());
    }
    if (onTheWay.isEmpty()) {
      throw new NoSuchElementException();
    }
    return onTheWay.remove().event();
  }

  private void send(GraphEvent event) {
    now = event.timestamp();
    onTheWay.add(new Arrival(now + delays.of(number, event), number, event));
    if (Shares.picks(duplicateShare, number)) {
      onTheWay.add(new Arrival(now + delays.ofDuplicate(number, event), number, event));
    }
    number++;
  }
}
