// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.alert;

import java.util.List;

/**
 * The graph of late around a vertex, all that a ring score is computed from: with it and the ring
 * model anybody computes the score anew.
 *
 * @param since the oldest event time that was looked at, milliseconds
 * @param vertices the center first, then as they were reached; at most 128
 * @param hops steps from the center, one a vertex
 * @param pairs who has edges to whom
 */
public record Ego(long since, List<String> vertices, List<Integer> hops, List<Pair> pairs) {

  /**
   * Edges from one vertex to another.
   *
   * @param src index of a vertex
   * @param dst index of a vertex
   */
  public record Pair(int src, int dst, int count) {}

  public Ego {
    vertices = List.copyOf(vertices);
    hops = List.copyOf(hops);
    pairs = List.copyOf(pairs);
    if (vertices.isEmpty() || hops.size() != vertices.size()) {
      throw new IllegalArgumentException(
          "a center, and for each vertex its steps; got %d vertices and %d"
              .formatted(vertices.size(), hops.size()));
    }
    for (Pair pair : pairs) {
      if (Math.min(pair.src, pair.dst) < 0
          || Math.max(pair.src, pair.dst) >= vertices.size()
          || pair.count < 1) {
        throw new IllegalArgumentException(
            "a pair is of two of the %d vertices; got %s".formatted(vertices.size(), pair));
      }
    }
  }
}
