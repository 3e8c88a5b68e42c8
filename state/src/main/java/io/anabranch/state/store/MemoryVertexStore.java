// SPDX-License-Identifier: Apache-2.0
package io.anabranch.state.store;

import it.unimi.dsi.fastutil.objects.Object2ObjectOpenHashMap;
import java.util.Map;
import java.util.function.Supplier;

/** All vertices on the heap: the store of the local engine. */
public final class MemoryVertexStore<T> implements VertexStore<T> {

  private final Object2ObjectOpenHashMap<String, T> vertices = new Object2ObjectOpenHashMap<>();
  private final Supplier<T> empty;

  /**
   * @param empty makes an empty vertex
   */
  public MemoryVertexStore(Supplier<T> empty) {
    this.empty = empty;
  }

  @Override
  public T at(String vertex) {
    T found = vertices.get(vertex);
    if (found == null) {
      found = empty.get();
      vertices.put(vertex, found);
    }
    return found;
  }

  @Override
  public T look(String vertex) {
    T found = vertices.get(vertex);
    return found == null ? empty.get() : found;
  }

  @Override
  public void drop(String vertex) {
    vertices.remove(vertex);
  }

  @Override
  public void trim() {}

  /** What is kept, for tests that count it and for snapshots. */
  public Map<String, T> vertices() {
    return vertices;
  }
}
