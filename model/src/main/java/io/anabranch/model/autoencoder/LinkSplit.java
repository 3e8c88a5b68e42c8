// SPDX-License-Identifier: Apache-2.0
package io.anabranch.model.autoencoder;

import io.anabranch.model.graph.InNeighbors;

/**
 * The edges of a graph, each once: those to learn from, those kept back, and as many pairs without
 * an edge for each set that is kept back.
 *
 * @param vertices how many there are
 */
public record LinkSplit(
    int vertices,
    VertexPairs train,
    VertexPairs validation,
    VertexPairs validationNegatives,
    VertexPairs test,
    VertexPairs testNegatives) {

  /**
   * Draws a split as the program of Kipf & Welling 2016 does: a twentieth of the edges, rounded
   * down, is for validation, a tenth for the test. Direction, loops and parallels play no part.
   *
   * @throws IllegalArgumentException when a set would be empty, or negatives are too few
   */
  public static LinkSplit draw(InNeighbors graph, long seed) {
    return new LinkSplitter(graph, seed).split();
  }

  /** The training edges in both directions. */
  public InNeighbors trainingGraph() {
    int count = train.size();
    int[] src = new int[2 * count];
    int[] dst = new int[2 * count];
    for (int k = 0; k < count; k++) {
      src[k] = train.u()[k];
      dst[k] = train.v()[k];
      src[count + k] = train.v()[k];
      dst[count + k] = train.u()[k];
    }
    return InNeighbors.of(vertices, src, dst);
  }
}
