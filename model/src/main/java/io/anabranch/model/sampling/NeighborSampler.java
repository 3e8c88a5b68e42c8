// SPDX-License-Identifier: Apache-2.0
package io.anabranch.model.sampling;

import io.anabranch.model.device.RowLists;
import io.anabranch.model.graph.InNeighbors;
import java.util.Arrays;
import java.util.LinkedList;

/**
 * Draws the neighborhoods of seeds, a fixed number of in-edges for each vertex and layer (Hamilton
 * et al. 2017, section 3.1): without replacement where there are enough, else as {@link Fanouts}
 * says. A vertex that a layer needs more than once is drawn for once. It keeps room between calls:
 * not thread-safe.
 */
public final class NeighborSampler {

  private final InNeighbors graph;
  private final Fanouts fanouts;
  private final Numbering numbering;
  private final int[] order; // 0, 1, 2, ... between draws
  private int[] edges = new int[1024]; // those drawn for one layer
  private int count;

  public NeighborSampler(InNeighbors graph, Fanouts fanouts) {
    this.graph = graph;
    this.fanouts = fanouts;
    this.numbering = new Numbering(graph.vertexCount());
    int largest = 0;
    for (int v = 0; v < graph.vertexCount(); v++) {
      largest = Math.max(largest, graph.inDegree(v));
    }
    this.order = new int[largest];
    Arrays.setAll(order, i -> i);
  }

  /**
   * The neighborhood of the seeds, who become the targets of the last block in the order given.
   *
   * @throws IllegalArgumentException when a seed stands twice
   */
  public Neighborhood sample(int[] seeds, Draws draws) {
    requireDistinct(seeds);
    LinkedList<Block> blocks = new LinkedList<>();
    int[] targets = seeds;
    for (int l = fanouts.depth() - 1; l > 0; l--) {
      int[] offsets = draw(l, targets, draws);
      numbering.begin();
      int[] selves = new int[targets.length];
      for (int t = 0; t < targets.length; t++) {
        selves[t] = numbering.number(targets[t]);
      }
      int[] heard = new int[count];
      for (int k = 0; k < count; k++) {
        heard[k] = numbering.number(graph.source(edges[k]));
      }
      targets = numbering.vertices();
      blocks.addFirst(
          new Block(targets.length, selves, new RowLists(offsets, heard), drawnWeights()));
    }
    int[] offsets = draw(0, targets, draws);
    int[] heard = new int[count];
    for (int k = 0; k < count; k++) {
      heard[k] = graph.source(edges[k]);
    }
    blocks.addFirst(
        new Block(
            graph.vertexCount(), targets.clone(), new RowLists(offsets, heard), drawnWeights()));
    return new Neighborhood(blocks);
  }

  private void requireDistinct(int[] seeds) {
    numbering.begin();
    for (int i = 0; i < seeds.length; i++) {
      if (numbering.number(seeds[i]) != i) {
        throw new IllegalArgumentException("a seed stands once; got " + seeds[i] + " again");
      }
    }
  }

  /** Fills {@link #edges} for one layer; returns where those of each target begin. */
  private int[] draw(int l, int[] targets, Draws draws) {
    int[] offsets = new int[targets.length + 1];
    count = 0;
    for (int t = 0; t < targets.length; t++) {
      int degree = graph.inDegree(targets[t]);
      int size = fanouts.heard(l, degree);
      reserve(size);
      draw(graph.start(targets[t]), degree, size, draws);
      offsets[t + 1] = count;
    }
    return offsets;
  }

  private void draw(int first, int degree, int size, Draws draws) {
    if (size == degree) {
      for (int i = 0; i < size; i++) {
        edges[count++] = first + i;
      }
    } else if (size > degree) {
      for (int i = 0; i < size; i++) {
        edges[count++] = first + draws.below(degree);
      }
    } else {
      withoutReplacement(first, degree, size, draws);
    }
  }

  /** The first steps of a shuffle, which are then undone. */
  private void withoutReplacement(int first, int degree, int size, Draws draws) {
    int begin = count;
    for (int i = 0; i < size; i++) {
      int j = i + draws.below(degree - i);
      int value = order[j];
      order[j] = order[i];
      order[i] = value;
      edges[count++] = first + value;
    }
    for (int i = 0; i < size; i++) { // a position that has changed is among those, or below size
      order[edges[begin + i] - first] = edges[begin + i] - first;
      order[i] = i;
    }
  }

  private void reserve(int more) {
    if (count + more > edges.length) {
      edges = Arrays.copyOf(edges, Math.max(2 * edges.length, count + more));
    }
  }

  private float[] drawnWeights() {
    if (!graph.isWeighted()) {
      return null;
    }
    float[] weights = new float[count];
    for (int k = 0; k < count; k++) {
      weights[k] = graph.weight(edges[k]);
    }
    return weights;
  }
}
