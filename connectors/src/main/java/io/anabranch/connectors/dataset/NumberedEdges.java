// SPDX-License-Identifier: Apache-2.0
package io.anabranch.connectors.dataset;

import io.anabranch.state.event.EdgeEvent;
import io.anabranch.state.event.GraphEvent;
import java.util.stream.Stream;

/**
 * Gives each edge its number in the stream as id. Edges without ids between the same two vertices
 * are one edge, whose last write counts; with ids each of them stays.
 */
public final class NumberedEdges {

  private long next;

  private NumberedEdges() {}

  /** The same events, edges numbered from 0. */
  public static Stream<GraphEvent> of(Stream<GraphEvent> events) {
    NumberedEdges numbered = new NumberedEdges();
    return events.sequential().map(numbered::number);
  }

  private GraphEvent number(GraphEvent event) {
    return event instanceof EdgeEvent edge
        ? new EdgeEvent(
            edge.op(),
            edge.src(),
            edge.dst(),
            Long.toString(next++),
            edge.timestamp(),
            edge.weight())
        : event;
  }
}
