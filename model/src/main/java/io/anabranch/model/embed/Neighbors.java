// SPDX-License-Identifier: Apache-2.0
package io.anabranch.model.embed;

import io.anabranch.model.graph.InNeighbors;
import io.anabranch.model.layer.Aggregator;
import io.anabranch.model.layer.MailboxAggregator;
import io.anabranch.model.layer.SumAggregator;

/** Takes the messages of a vertex's in-neighbors together. Of one thread. */
sealed interface Neighbors permits NeighborMean, NeighborWords {

  /** Writes what the in-neighbors of {@code v} say together. */
  void write(int v, float[] out, int outOff);

  /** Elements clamped so far, counted once for each edge. */
  long clamped();

  /**
   * What takes them together as the aggregator does.
   *
   * @param selves vertices x selfWidth: what each vertex tells itself
   */
  static Neighbors of(InNeighbors graph, Messages messages, Aggregator aggregator, float[] selves) {
    if (aggregator instanceof SumAggregator sum) {
      return new NeighborMean(graph, messages, sum);
    } else if (aggregator instanceof MailboxAggregator mailbox) {
      return new NeighborWords(graph, messages, mailbox, selves);
    }
    throw new IllegalStateException("no such aggregator: " + aggregator);
  }
}
