// SPDX-License-Identifier: Apache-2.0
package io.anabranch.model.pooling;

import io.anabranch.model.device.Blocks;
import io.anabranch.model.graph.InNeighbors;
import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * The deterministic clustering of DiffPool-DET: the coarsening of Graclus (Dhillon et al. 2007,
 * section 5.1). In a round the vertices are visited by ascending degree; one that is still single
 * is matched with the single neighbor u of the largest {@code w (1 / d_v + 1 / d_u)}, d being sums
 * of weights, and pairs become one vertex. Rounds follow until a graph has no more than the wanted
 * share of its vertices, or nothing more can be matched. Of equals the first in the order of
 * vertices is taken: unlike learnt pooling, this one may depend on that order.
 */
final class HeavyEdgeMatching {

  private final InNeighbors graph;
  private final double[] degree;
  private final int[] partner; // itself: single

  private HeavyEdgeMatching(InNeighbors graph) {
    this.graph = graph;
    this.degree = new double[graph.vertexCount()];
    this.partner = IntStream.range(0, degree.length).toArray();
    for (int v = 0; v < degree.length; v++) {
      for (int e = graph.start(v); e < graph.end(v); e++) {
        degree[v] += graph.source(e) == v ? 0 : graph.weight(e);
      }
    }
  }

  /**
   * Clusters each graph by itself.
   *
   * @param share of a graph's vertices that at most are to be left, rounded up
   */
  static Clustering cluster(GraphUnion fine, double share) {
    int[] wanted = new int[fine.vertices().count()];
    for (int g = 0; g < wanted.length; g++) {
      wanted[g] = (int) Math.ceil(share * fine.vertices().size(g));
    }
    int[] clusterOf = IntStream.range(0, fine.vertices().rows()).toArray();
    GraphUnion coarse = fine;
    int before;
    do {
      before = coarse.vertices().rows();
      Clustering round = new HeavyEdgeMatching(coarse.graph()).round(coarse, wanted);
      clusterOf = Arrays.stream(clusterOf).map(c -> round.clusterOf()[c]).toArray();
      coarse = round.coarse();
    } while (coarse.vertices().rows() < before);
    return new Clustering(clusterOf, coarse);
  }

  private Clustering round(GraphUnion fine, int[] wanted) {
    int[] sizes = new int[wanted.length];
    for (int g = 0; g < sizes.length; g++) {
      int first = fine.vertices().start(g);
      int size = fine.vertices().size(g);
      sizes[g] = size - match(first, size, size - wanted[g]);
    }
    int[] clusterOf = new int[partner.length];
    int next = 0;
    for (int v = 0; v < partner.length; v++) {
      clusterOf[v] = partner[v] < v ? clusterOf[partner[v]] : next++;
    }
    return new Clustering(clusterOf, new GraphUnion(contract(clusterOf, next), Blocks.of(sizes)));
  }

  /** Matches at most {@code pairs} pairs among a graph's vertices, and returns how many it did. */
  private int match(int first, int size, int pairs) {
    int[] order =
        IntStream.range(first, first + size)
            .boxed()
            .sorted(Comparator.comparingDouble(v -> degree[v]))
            .mapToInt(v -> v)
            .toArray();
    int matched = 0;
    for (int i = 0; i < size && matched < pairs; i++) {
      int v = order[i];
      int u = partner[v] == v ? heaviest(v) : -1;
      if (u >= 0) {
        partner[v] = u;
        partner[u] = v;
        matched++;
      }
    }
    return matched;
  }

  /** The single neighbor that v is best matched with; -1 of none. */
  private int heaviest(int v) {
    int best = -1;
    double most = 0;
    for (int e = graph.start(v); e < graph.end(v); e++) {
      int u = graph.source(e);
      double weight = graph.weight(e) * (1 / degree[v] + 1 / degree[u]);
      boolean better = weight > most || (weight == most && u < best);
      if (u != v && partner[u] == u && better) {
        best = u;
        most = weight;
      }
    }
    return best;
  }

  private InNeighbors contract(int[] clusterOf, int clusters) {
    int[] slot = new int[clusters]; // of each source, plus 1, among the target's edges
    int[] source = new int[graph.edgeCount()];
    int[] target = new int[graph.edgeCount()];
    float[] weight = new float[graph.edgeCount()];
    int count = 0;
    for (int v = 0; v < clusterOf.length; v++) {
      if (partner[v] < v) {
        continue; // done with its partner
      }
      int first = count;
      for (int member : partner[v] == v ? new int[] {v} : new int[] {v, partner[v]}) {
        for (int e = graph.start(member); e < graph.end(member); e++) {
          int from = clusterOf[graph.source(e)];
          if (slot[from] == 0) {
            source[count] = from;
            target[count] = clusterOf[v];
            slot[from] = ++count;
          }
          weight[slot[from] - 1] += graph.weight(e);
        }
      }
      for (int k = first; k < count; k++) {
        slot[source[k]] = 0;
      }
    }
    return InNeighbors.of(
        clusters,
        Arrays.copyOf(source, count),
        Arrays.copyOf(target, count),
        Arrays.copyOf(weight, count));
  }
}
