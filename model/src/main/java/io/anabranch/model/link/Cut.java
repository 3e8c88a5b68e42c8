// SPDX-License-Identifier: Apache-2.0
package io.anabranch.model.link;

import io.anabranch.model.graph.InNeighbors;
import io.anabranch.model.sampling.Pairs;
import io.anabranch.model.snapshot.GraphSnapshot;
import io.anabranch.model.training.Shares;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A moment in the past as it was: the graph up to it, and the edges that came next between vertices
 * that were known. Learning from such moments is learning the task itself; an edge that is to be
 * told is never part of the graph from which it is told.
 *
 * @param graph in-neighbors at the moment
 * @param next the edges from then to the next moment
 */
record Cut(InNeighbors graph, Sides sides, Pairs next) {

  /**
   * Moments in a snapshot, the earliest first, with about equally many edges between them.
   *
   * @param first the share of edges before the first moment
   * @param recent how many in-edges of a vertex there are at most, the latest ones
   */
  static List<Cut> in(GraphSnapshot past, int count, double first, int recent) {
    GraphSnapshot.Edges edges = past.edges();
    int[] byTime =
        IntStream.range(0, edges.count())
            .boxed()
            .sorted((a, b) -> Long.compare(edges.timestamps()[a], edges.timestamps()[b]))
            .mapToInt(Integer::intValue)
            .toArray();
    List<Cut> cuts = new ArrayList<>();
    for (int c = 0; c < count; c++) {
      int from = begin(edges, byTime, first + c * (1 - first) / count);
      int to = begin(edges, byTime, first + (c + 1) * (1 - first) / count);
      if (to > from && from > 0) {
        cuts.add(
            of(past, Arrays.copyOf(byTime, from), Arrays.copyOfRange(byTime, from, to), recent));
      }
    }
    return cuts;
  }

  /** Where that share of the edges ends; those of one timestamp are never parted. */
  private static int begin(GraphSnapshot.Edges edges, int[] byTime, double share) {
    int at = (int) (byTime.length * share);
    while (at > 0
        && at < byTime.length
        && edges.timestamps()[byTime[at - 1]] == edges.timestamps()[byTime[at]]) {
      at--;
    }
    return at;
  }

  private static Cut of(GraphSnapshot past, int[] before, int[] after, int recent) {
    GraphSnapshot.Edges edges = past.edges();
    InNeighbors graph = graph(past, before, recent);
    Sides sides = Sides.of(graph);
    int[] told =
        Arrays.stream(after)
            .filter(e -> sides.isSeen(edges.sources()[e]) && sides.isSeen(edges.targets()[e]))
            .filter(e -> edges.sources()[e] != edges.targets()[e])
            .toArray();
    return new Cut(
        graph,
        sides,
        new Pairs(
            Arrays.stream(told).map(e -> edges.sources()[e]).toArray(),
            Arrays.stream(told).map(e -> edges.targets()[e]).toArray()));
  }

  /** Of those edges, in the order of time, the last ones at each target. */
  static InNeighbors graph(GraphSnapshot past, int[] byTime, int recent) {
    GraphSnapshot.Edges edges = past.edges();
    int[] heard = new int[past.vertices().length];
    int[] kept = new int[byTime.length];
    int count = 0;
    for (int i = byTime.length - 1; i >= 0; i--) {
      if (heard[edges.targets()[byTime[i]]]++ < recent) {
        kept[count++] = byTime[i];
      }
    }
    int[] sources = new int[count];
    int[] targets = new int[count];
    float[] weights = new float[count];
    for (int i = 0; i < count; i++) {
      sources[i] = edges.sources()[kept[i]];
      targets[i] = edges.targets()[kept[i]];
      weights[i] = edges.weights()[kept[i]];
    }
    return InNeighbors.of(past.vertices().length, sources, targets, weights);
  }

  /**
   * What an executor learns from: of each moment the edges whose source is of its share. The last
   * moment stays whole, because it is not learnt from.
   *
   * @throws TooFewEdgesException when any executor would have no edge
   */
  static List<Cut> share(List<Cut> cuts, int executor, int executors) {
    int last = cuts.size() - 1;
    int[] sizes = new int[executors];
    for (Cut cut : cuts.subList(0, last)) {
      for (int u : cut.next.from()) {
        sizes[Shares.owner(u, executors)]++;
      }
    }
    if (Arrays.stream(sizes).anyMatch(size -> size == 0)) {
      throw new TooFewEdgesException(
          "edges to learn from for each of %d executors; they come to shares of %s"
              .formatted(executors, Arrays.toString(sizes)));
    }
    return IntStream.range(0, cuts.size())
        .mapToObj(c -> c == last ? cuts.get(c) : cuts.get(c).share(executor, executors))
        .toList();
  }

  private Cut share(int executor, int executors) {
    int[] from = next.from();
    return new Cut(
        graph,
        sides,
        next.take(
            IntStream.range(0, from.length)
                .filter(k -> Shares.owner(from[k], executors) == executor)
                .toArray()));
  }
}
