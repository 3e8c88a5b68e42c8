// SPDX-License-Identifier: Apache-2.0
package io.anabranch.model.autoencoder;

import io.anabranch.model.graph.InNeighbors;
import io.anabranch.model.kernel.Uniform;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import java.util.SplittableRandom;

/** Draws one {@link LinkSplit}. A pair is one long: the smaller vertex above, the larger below. */
final class LinkSplitter {

  private static final long PURPOSE = 0x73706c6974L; // "split"
  private static final int FEWEST = 20;

  private final int vertices;
  private final long[] edges;
  private final Set<Long> known = new HashSet<>();
  private final SplittableRandom random;

  LinkSplitter(InNeighbors graph, long seed) {
    this.vertices = graph.vertexCount();
    for (int v = 0; v < vertices; v++) {
      for (int e = graph.start(v); e < graph.end(v); e++) {
        if (graph.source(e) != v) {
          known.add(pair(v, graph.source(e)));
        }
      }
    }
    this.edges = known.stream().mapToLong(Long::longValue).sorted().toArray();
    this.random = new SplittableRandom(seed ^ PURPOSE);
  }

  LinkSplit split() {
    int validation = edges.length / 20;
    int test = edges.length / 10;
    requireEnough(test);
    shuffle();
    int held = validation + test;
    return new LinkSplit(
        vertices,
        pairs(Arrays.copyOfRange(edges, held, edges.length)),
        pairs(Arrays.copyOfRange(edges, 0, validation)),
        negatives(validation),
        pairs(Arrays.copyOfRange(edges, validation, held)),
        negatives(test));
  }

  private void requireEnough(int test) {
    if (edges.length < FEWEST) {
      throw new IllegalArgumentException(
          "at least %d edges, so that no set is empty; got %d".formatted(FEWEST, edges.length));
    }
    long others = (long) vertices * (vertices - 1) / 2 - edges.length;
    if (others < test) {
      throw new IllegalArgumentException(
          "at least %d pairs without an edge for the test; got %d".formatted(test, others));
    }
  }

  /** Fisher and Yates's. */
  private void shuffle() {
    for (int i = edges.length - 1; i > 0; i--) {
      int j = Uniform.below(random, i + 1);
      long swapped = edges[i];
      edges[i] = edges[j];
      edges[j] = swapped;
    }
  }

  /** Different pairs without an edge, each as likely as the next; other sets may have them too. */
  private VertexPairs negatives(int count) {
    Set<Long> drawn = new HashSet<>();
    long[] negatives = new long[count];
    while (drawn.size() < count) {
      int u = Uniform.below(random, vertices);
      int v = Uniform.below(random, vertices);
      if (u != v && !known.contains(pair(u, v)) && drawn.add(pair(u, v))) {
        negatives[drawn.size() - 1] = pair(u, v);
      }
    }
    return pairs(negatives);
  }

  private static long pair(int u, int v) {
    return (long) Math.min(u, v) << 32 | Math.max(u, v);
  }

  private static VertexPairs pairs(long[] pairs) {
    return new VertexPairs(
        Arrays.stream(pairs).mapToInt(pair -> (int) (pair >>> 32)).toArray(),
        Arrays.stream(pairs).mapToInt(pair -> (int) pair).toArray());
  }
}
