// SPDX-License-Identifier: Apache-2.0
package io.anabranch.model.sampling;

import io.anabranch.model.graph.InNeighbors;
import java.util.Arrays;

/**
 * Random walks of a fixed length (Perozzi et al. 2014), each step to an in-neighbor, as likely as
 * it has edges to where the walk is. A walk ends early at a vertex without in-neighbors.
 *
 * @param walks from each start
 * @param length steps of a walk
 */
public record RandomWalks(InNeighbors graph, int walks, int length) {

  public RandomWalks {
    if (walks < 1 || length < 1) {
      throw new IllegalArgumentException(
          "at least 1 walk of 1 step; got %d of %d".formatted(walks, length));
    }
  }

  /**
   * A pair for each start and each vertex that a walk from there comes to, but for the start
   * itself; a pair stands as often as it is met.
   */
  public Pairs pairs(int[] starts, Draws draws) {
    int most = Math.multiplyExact(Math.multiplyExact(starts.length, walks), length);
    int[] from = new int[most];
    int[] to = new int[most];
    int count = 0;
    for (int start : starts) {
      for (int w = 0; w < walks; w++) {
        int at = start;
        for (int s = 0; s < length && graph.inDegree(at) > 0; s++) {
          at = graph.source(graph.start(at) + draws.below(graph.inDegree(at)));
          if (at != start) {
            from[count] = start;
            to[count++] = at;
          }
        }
      }
    }
    return new Pairs(Arrays.copyOf(from, count), Arrays.copyOf(to, count));
  }
}
