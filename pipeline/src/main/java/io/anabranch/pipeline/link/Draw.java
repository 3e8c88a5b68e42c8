// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.link;

import io.anabranch.state.sample.EdgeHash;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/** Draws some of the vertices around another one by a hash, so that the same set gives the same. */
final class Draw {

  private static final long SEED = 0x77656467L; // "wedg"

  private record Ranked(long hash, String vertex) {}

  private Draw() {}

  /**
   * At most so many of them, none twice: those with the smallest hash, in that order.
   *
   * @param center is not among them
   */
  static List<String> around(String center, Collection<String> vertices, int most) {
    return vertices.stream()
        .distinct()
        .filter(vertex -> !vertex.equals(center))
        .map(vertex -> new Ranked(EdgeHash.of(center, vertex, SEED), vertex))
        .sorted(Comparator.comparingLong(Ranked::hash).thenComparing(Ranked::vertex))
        .limit(most)
        .map(Ranked::vertex)
        .toList();
  }
}
