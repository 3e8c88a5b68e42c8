// SPDX-License-Identifier: Apache-2.0
package io.anabranch.model.embed;

import io.anabranch.model.graph.InNeighbors;
import io.anabranch.model.layer.MailboxAggregator;

/** The messages of a vertex's in-neighbors as an aggregator without sums takes them. */
final class NeighborMaximum implements Neighbors {

  private final InNeighbors graph;
  private final Messages messages;
  private final MailboxAggregator aggregator;

  NeighborMaximum(InNeighbors graph, Messages messages, MailboxAggregator aggregator) {
    this.graph = graph;
    this.messages = messages;
    this.aggregator = aggregator;
  }

  /** Parallel edges are heard more than once, which a maximum does not mind. */
  @Override
  public void write(int v, float[] out, int outOff) {
    aggregator.begin(out, outOff);
    for (int e = graph.start(v), end = graph.end(v); e < end; e++) {
      aggregator.hear(messages.values, graph.source(e) * messages.width, out, outOff);
    }
  }

  @Override
  public long clamped() {
    return 0;
  }
}
