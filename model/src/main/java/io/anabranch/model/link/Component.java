// SPDX-License-Identifier: Apache-2.0
package io.anabranch.model.link;

import java.util.Arrays;

/**
 * Vertices that hang together.
 *
 * @param near those at an even distance from where it was begun, ascending
 * @param far the others
 * @param isTwoSided whether no edge joins two of one side
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record Component(int[] near, int[] far, boolean isTwoSided) {

  private static final int NONE = -1;

  int size() {
    return near.length + far.length;
  }

  /** The largest one, the first of equals. */
  static Component largest(int[][] neighbors) {
    int[] distance = new int[neighbors.length];
    Arrays.fill(distance, NONE);
    int[] queue = new int[neighbors.length];
    Component largest = new Component(new int[0], new int[0], false);
    for (int v = 0; v < neighbors.length; v++) {
      if (distance[v] == NONE && neighbors[v].length > 0) {
        Component found = explore(v, neighbors, distance, queue);
        largest = found.size() > largest.size() ? found : largest;
      }
    }
    return largest;
  }

  private static Component explore(int start, int[][] neighbors, int[] distance, int[] queue) {
    int count = 0;
    boolean twoSided = true;
    distance[start] = 0;
    queue[count++] = start;
    for (int i = 0; i < count; i++) {
      int v = queue[i];
      for (int u : neighbors[v]) {
        if (distance[u] == NONE) {
          distance[u] = distance[v] + 1;
          queue[count++] = u;
        }
        twoSided &= (distance[u] - distance[v]) % 2 != 0;
      }
    }
    return new Component(
        side(queue, count, distance, 0), side(queue, count, distance, 1), twoSided);
  }

  private static int[] side(int[] queue, int count, int[] distance, int parity) {
    return Arrays.stream(queue, 0, count).filter(v -> distance[v] % 2 == parity).sorted().toArray();
  }
}
