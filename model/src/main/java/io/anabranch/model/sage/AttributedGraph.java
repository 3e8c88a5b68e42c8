// SPDX-License-Identifier: Apache-2.0
package io.anabranch.model.sage;

import io.anabranch.model.graph.InNeighbors;

/** A graph and what is known of each of its vertices. */
public record AttributedGraph(InNeighbors graph, Features features) {

  public AttributedGraph {
    if (graph.vertexCount() != features.vertices()) {
      throw new IllegalArgumentException(
          "a row of features for each of %d vertices; got %d"
              .formatted(graph.vertexCount(), features.vertices()));
    }
  }
}
