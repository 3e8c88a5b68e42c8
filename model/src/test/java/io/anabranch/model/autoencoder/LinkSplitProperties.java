// SPDX-License-Identifier: Apache-2.0
package io.anabranch.model.autoencoder;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.anabranch.model.graph.InNeighbors;
import java.util.HashSet;
import java.util.Set;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** The rules of the protocol, on graphs with loops, parallels and single directions. */
class LinkSplitProperties {

  @Property(tries = 200)
  void theSetsShareOutTheEdges(
      @ForAll @IntRange(min = 30, max = 60) int n,
      @ForAll @IntRange(min = 60, max = 300) int draws,
      @ForAll long seed) {
    InNeighbors graph = random(n, draws, seed);
    Set<Long> edges = edges(graph);
    int count = edges.size();
    LinkSplit split = LinkSplit.draw(graph, seed);
    assertEquals(n, split.vertices());
    assertEquals(count / 20, split.validation().size());
    assertEquals(count / 10, split.test().size());
    assertEquals(count - count / 20 - count / 10, split.train().size());
    Set<Long> shared = new HashSet<>(distinct(split.train()));
    shared.addAll(distinct(split.validation()));
    shared.addAll(distinct(split.test()));
    assertEquals(edges, shared);
  }

  @Property(tries = 200)
  void negativesAreDifferentPairsWithoutAnEdge(
      @ForAll @IntRange(min = 30, max = 60) int n,
      @ForAll @IntRange(min = 60, max = 300) int draws,
      @ForAll long seed) {
    InNeighbors graph = random(n, draws, seed);
    Set<Long> edges = edges(graph);
    LinkSplit split = LinkSplit.draw(graph, seed);
    for (VertexPairs negatives :
        new VertexPairs[] {split.validationNegatives(), split.testNegatives()}) {
      for (long pair : distinct(negatives)) {
        assertFalse(edges.contains(pair));
      }
    }
    assertEquals(split.validation().size(), split.validationNegatives().size());
    assertEquals(split.test().size(), split.testNegatives().size());
  }

  @Property(tries = 50)
  void isAFunctionOfTheSetOfEdgesAndTheSeed(@ForAll long seed) {
    InNeighbors graph = random(40, 200, seed);
    Set<Long> edges = edges(graph);
    int[] u = edges.stream().mapToInt(pair -> (int) (pair >>> 32)).toArray();
    int[] v = edges.stream().mapToInt(pair -> (int) (long) pair).toArray();
    LinkSplit split = LinkSplit.draw(graph, seed);
    LinkSplit other = LinkSplit.draw(InNeighbors.of(40, v, u), seed);
    assertArrayEquals(split.train().u(), other.train().u());
    assertArrayEquals(split.testNegatives().v(), other.testNegatives().v());
    LinkSplit third = LinkSplit.draw(graph, seed + 1);
    assertFalse(distinct(split.test()).equals(distinct(third.test())));
  }

  @Property(tries = 50)
  void trainingGraphHasBothDirections(@ForAll long seed) {
    LinkSplit split = LinkSplit.draw(random(40, 200, seed), seed);
    InNeighbors graph = split.trainingGraph();
    assertEquals(40, graph.vertexCount());
    assertEquals(2 * split.train().size(), graph.edgeCount());
    assertEquals(distinct(split.train()), edges(graph));
    Reconstruction aim = Reconstruction.of(graph); // refuses what has not
    assertEquals(40 + graph.edgeCount(), aim.targets().entryCount());
  }

  /** As longs; fails where a pair stands twice or is not in order. */
  private static Set<Long> distinct(VertexPairs pairs) {
    Set<Long> distinct = new HashSet<>();
    for (int k = 0; k < pairs.size(); k++) {
      assertTrue(pairs.u()[k] < pairs.v()[k]);
      assertTrue(distinct.add((long) pairs.u()[k] << 32 | pairs.v()[k]));
    }
    return distinct;
  }

  private static Set<Long> edges(InNeighbors graph) {
    Set<Long> edges = new HashSet<>();
    for (int v = 0; v < graph.vertexCount(); v++) {
      for (int e = graph.start(v); e < graph.end(v); e++) {
        int u = graph.source(e);
        if (u != v) {
          edges.add((long) Math.min(u, v) << 32 | Math.max(u, v));
        }
      }
    }
    return edges;
  }

  private static InNeighbors random(int n, int draws, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    return InNeighbors.of(
        n, random.ints(draws, 0, n).toArray(), random.ints(draws, 0, n).toArray());
  }
}
