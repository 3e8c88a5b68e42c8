// SPDX-License-Identifier: Apache-2.0
package io.anabranch.connectors.generator;

import io.anabranch.connectors.generator.Hash.Purpose;
import io.anabranch.state.event.EdgeEvent;
import io.anabranch.state.event.GraphEvent;

/** By how much event time each event comes after its time, by the event's number. */
final class Delays {

  private final GeneratorOptions options;
  private final Hash hash;
  private final long endMillis;

  Delays(GeneratorOptions options, Hash hash, long endMillis) {
    this.options = options;
    this.hash = hash;
    this.endMillis = endMillis;
  }

  /** Of the event itself. */
  long of(long number, GraphEvent event) {
    if (isLate(number, event)) {
      return options.lateMillis();
    }
    return hash.unit(Purpose.DISORDER, number, 0) < options.outOfOrderShare()
        ? within(Purpose.DISORDER, number)
        : 0;
  }

  /** Of its duplicate, which is late where the event is. */
  long ofDuplicate(long number, GraphEvent event) {
    return isLate(number, event) ? options.lateMillis() : within(Purpose.DUPLICATE, number);
  }

  /** Only a payment before whose late arrival others still come can be late. */
  private boolean isLate(long number, GraphEvent event) {
    return event instanceof EdgeEvent edge
        && edge.op() == EdgeEvent.Op.ADD
        && hash.unit(Purpose.LATE, number, 0) < options.lateShare()
        && event.timestamp() + options.lateMillis() <= endMillis;
  }

  private long within(Purpose purpose, long number) {
    return (long) (hash.unit(purpose, number, 1) * (options.maxDisorderMillis() + 1));
  }
}
