// SPDX-License-Identifier: Apache-2.0
package io.anabranch.model.graph;

/**
 * The in-neighbors of every vertex, in compressed sparse rows: the in-edges of v are {@code
 * start(v) .. end(v) - 1}. Parallel edges and self-loops are edges like any other. Immutable.
 */
public final class InNeighbors {

  private final int[] offsets; // vertices + 1
  private final int[] sources;
  private final float[] weights; // null: every weight is 1

  private InNeighbors(int[] offsets, int[] sources, float[] weights) {
    this.offsets = offsets;
    this.sources = sources;
    this.weights = weights;
  }

  /** The edges {@code src[e] -> dst[e]}, each of weight 1. */
  public static InNeighbors of(int vertices, int[] src, int[] dst) {
    return sort(vertices, src, dst, null);
  }

  /**
   * The edges {@code src[e] -> dst[e]} of weight {@code weights[e]}.
   *
   * @throws IllegalArgumentException when lengths differ, an end is not a vertex, or a weight is
   *     not finite
   */
  public static InNeighbors of(int vertices, int[] src, int[] dst, float[] weights) {
    requireSameLength("weights", weights.length, src.length);
    for (int e = 0; e < weights.length; e++) {
      if (!Float.isFinite(weights[e])) {
        throw new IllegalArgumentException("weight of edge " + e + " is finite; got " + weights[e]);
      }
    }
    return sort(vertices, src, dst, weights);
  }

  public int vertexCount() {
    return offsets.length - 1;
  }

  public int edgeCount() {
    return sources.length;
  }

  /** How many in-edges {@code v} has. */
  public int inDegree(int v) {
    return offsets[v + 1] - offsets[v];
  }

  /** The first in-edge of {@code v}. */
  public int start(int v) {
    return offsets[v];
  }

  /** One past the last in-edge of {@code v}. */
  public int end(int v) {
    return offsets[v + 1];
  }

  /** The vertex that an edge comes from. */
  public int source(int edge) {
    return sources[edge];
  }

  /** Whether weights were given. */
  public boolean isWeighted() {
    return weights != null;
  }

  public float weight(int edge) {
    return weights == null ? 1f : weights[edge];
  }

  /** Counting sort by target; it keeps the given order among the in-edges of a vertex. */
  private static InNeighbors sort(int vertices, int[] src, int[] dst, float[] weights) {
    requireSameLength("dst", dst.length, src.length);
    int[] offsets = new int[vertices + 1];
    for (int e = 0; e < dst.length; e++) {
      requireVertex("src", src[e], e, vertices);
      requireVertex("dst", dst[e], e, vertices);
      offsets[dst[e] + 1]++;
    }
    for (int v = 0; v < vertices; v++) {
      offsets[v + 1] += offsets[v];
    }
    int[] next = offsets.clone();
    int[] sources = new int[src.length];
    float[] sorted = weights == null ? null : new float[weights.length];
    for (int e = 0; e < src.length; e++) {
      int slot = next[dst[e]]++;
      sources[slot] = src[e];
      if (sorted != null) {
        sorted[slot] = weights[e];
      }
    }
    return new InNeighbors(offsets, sources, sorted);
  }

  private static void requireSameLength(String name, int length, int edges) {
    if (length != edges) {
      throw new IllegalArgumentException(
          name + " has one element for each of the " + edges + " edges; got " + length);
    }
  }

  private static void requireVertex(String end, int vertex, int edge, int vertices) {
    if (vertex < 0 || vertex >= vertices) {
      throw new IllegalArgumentException(
          "%s of edge %d is a vertex from 0 to %d; got %d"
              .formatted(end, edge, vertices - 1, vertex));
    }
  }
}
