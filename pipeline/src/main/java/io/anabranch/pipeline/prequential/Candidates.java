// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.prequential;

import java.util.Arrays;

/**
 * Those who may be the next partner, each at a position. It can be filled anew, so that a stream of
 * queries needs one only. As large as its largest vertex number.
 */
public final class Candidates {

  private int[] vertices = {};
  private int size;
  private int[] positions = {}; // by vertex, one more than the position; 0: none

  /** These, in this order. */
  public static Candidates of(int... vertices) {
    Candidates candidates = new Candidates();
    candidates.set(vertices, vertices.length);
    return candidates;
  }

  /**
   * Takes the first ones in place of those before.
   *
   * @throws IllegalArgumentException when one stands there twice
   */
  public void set(int[] from, int count) {
    for (int i = 0; i < size; i++) {
      positions[vertices[i]] = 0;
    }
    size = 0;
    vertices = Arrays.copyOf(from, count);
    for (int vertex : vertices) {
      if (vertex >= positions.length) {
        positions = Arrays.copyOf(positions, Math.max(vertex + 1, 2 * positions.length));
      }
      if (positions[vertex] != 0) {
        throw new IllegalArgumentException(
            "candidates are distinct; got %d twice".formatted(vertex));
      }
      positions[vertex] = ++size;
    }
  }

  public int size() {
    return size;
  }

  /** Who is at a position. */
  public int vertex(int position) {
    return vertices[position];
  }

  /** Where a vertex is; -1 when it is none of them. */
  public int position(int vertex) {
    return vertex < positions.length ? positions[vertex] - 1 : -1;
  }
}
