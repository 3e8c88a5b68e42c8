// SPDX-License-Identifier: Apache-2.0
package io.anabranch.model.sampling;

import java.util.Arrays;

/**
 * Gives vertices numbers in the order in which they are first met. It is made once for a graph and
 * begun anew in constant time. Not thread-safe.
 */
public final class Numbering {

  private final long[] noted; // (round, number) of each vertex
  private int[] vertices = new int[16];
  private int count;
  private long round = 1L << 32;

  /** For vertices {@code 0 .. vertices - 1}. */
  public Numbering(int vertices) {
    this.noted = new long[vertices];
  }

  /** Forgets all numbers. */
  public void begin() {
    round += 1L << 32;
    count = 0;
  }

  /** The number of a vertex: the next one when it was not met before. */
  public int number(int vertex) {
    long note = noted[vertex];
    if (note >= round) {
      return (int) note;
    }
    if (count == vertices.length) {
      vertices = Arrays.copyOf(vertices, 2 * count);
    }
    vertices[count] = vertex;
    noted[vertex] = round + count;
    return count++;
  }

  /** The vertices by their numbers. */
  public int[] vertices() {
    return Arrays.copyOf(vertices, count);
  }
}
