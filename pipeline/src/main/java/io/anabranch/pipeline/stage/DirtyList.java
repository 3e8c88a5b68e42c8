// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.stage;

import io.anabranch.state.exchange.Cause;
import java.util.Arrays;

/** The vertices of a stage that have changed since its last flush, each with why. */
final class DirtyList<T extends StageVertex> {

  private int size;
  private String[] keys = new String[64];
  private StageVertex[] vertices = new StageVertex[64];
  private Cause[] causes = new Cause[64];

  int size() {
    return size;
  }

  void add(String key, T vertex, Cause cause) {
    if (vertex.dirtyIndex >= 0) {
      causes[vertex.dirtyIndex] = causes[vertex.dirtyIndex].and(cause);
      return;
    }
    if (size == keys.length) {
      keys = Arrays.copyOf(keys, size * 2);
      vertices = Arrays.copyOf(vertices, size * 2);
      causes = Arrays.copyOf(causes, size * 2);
    }
    vertex.dirtyIndex = size;
    keys[size] = key;
    vertices[size] = vertex;
    causes[size++] = cause;
  }

  String key(int index) {
    return keys[index];
  }

  @SuppressWarnings("unchecked") // add takes nothing else
  T vertex(int index) {
    return (T) vertices[index];
  }

  Cause cause(int index) {
    return causes[index];
  }

  /** Forgets all; each vertex is clean again. */
  void clear() {
    for (int i = 0; i < size; i++) {
      vertices[i].dirtyIndex = -1;
    }
    Arrays.fill(keys, 0, size, null);
    Arrays.fill(vertices, 0, size, null);
    Arrays.fill(causes, 0, size, null);
    size = 0;
  }
}
