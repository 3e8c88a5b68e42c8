// SPDX-License-Identifier: Apache-2.0
package io.anabranch.model.embed;

import io.anabranch.model.graph.InNeighbors;
import io.anabranch.model.layer.Hearing;
import io.anabranch.model.layer.MailboxAggregator;

/**
 * The messages of a vertex's in-neighbors as an aggregator without sums takes them: one for each
 * edge, in the order of the graph, where the order matters; else one for each in-neighbor. Of one
 * thread.
 */
final class NeighborWords implements Neighbors {

  private final InNeighbors graph;
  private final Messages messages;
  private final float[] selves; // vertices x selfWidth
  private final int selfWidth;
  private final boolean ordered;
  private final boolean countsItself;
  private final Hearing hearing;
  private final int[] heardBy; // of each source the last vertex that heard it, plus 1

  NeighborWords(
      InNeighbors graph, Messages messages, MailboxAggregator aggregator, float[] selves) {
    this.graph = graph;
    this.messages = messages;
    this.selves = selves;
    this.selfWidth = aggregator.selfWidth();
    this.ordered = aggregator.isOrdered();
    this.countsItself = aggregator.countsItself();
    this.hearing = aggregator.hearing();
    this.heardBy = new int[ordered ? 0 : graph.vertexCount()];
  }

  @Override
  public void write(int v, float[] out, int outOff) {
    hearing.begin(selves, v * selfWidth);
    for (int e = graph.start(v), end = graph.end(v); e < end; e++) {
      if (hears(v, graph.source(e))) {
        hearing.hear(messages.values, graph.source(e) * messages.width);
      }
    }
    hearing.end(out, outOff);
  }

  private boolean hears(int v, int source) {
    if (ordered) {
      return true;
    }
    boolean first = heardBy[source] != v + 1;
    heardBy[source] = v + 1;
    return first && !(countsItself && source == v);
  }

  @Override
  public long clamped() {
    return 0;
  }
}
