// SPDX-License-Identifier: Apache-2.0
package io.anabranch.state.store;

import io.anabranch.state.page.PageStore;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/** Packed vertices in maps: what a checkpoint would hold, where there is no Flink. */
public final class MapBacking implements Backing {

  private record PageKey(String vertex, int page) {}

  private final Map<String, byte[]> packed = new HashMap<>();
  private final Map<PageKey, byte[]> pages = new HashMap<>();

  @Override
  public byte[] read(String vertex) {
    return packed.get(vertex);
  }

  @Override
  public void write(String vertex, byte[] bytes) {
    packed.put(vertex, bytes);
  }

  @Override
  public void remove(String vertex) {
    packed.remove(vertex);
  }

  @Override
  public void clear(String vertex) {
    packed.remove(vertex);
    pages.keySet().removeIf(key -> key.vertex().equals(vertex));
  }

  @Override
  public PageStore pages(String vertex) {
    return new PageStore() {
      @Override
      public byte[] read(int page) {
        return pages.get(new PageKey(vertex, page));
      }

      @Override
      public void write(int page, byte[] bytes) {
        pages.put(new PageKey(vertex, page), bytes);
      }

      @Override
      public void delete(int page) {
        pages.remove(new PageKey(vertex, page));
      }
    };
  }

  /** Takes over the entries of another that belong to this subtask. */
  public void load(MapBacking from, Predicate<String> mine) {
    from.packed.forEach(
        (vertex, bytes) -> {
          if (mine.test(vertex)) {
            packed.put(vertex, bytes);
          }
        });
    from.pages.forEach(
        (key, bytes) -> {
          if (mine.test(key.vertex())) {
            pages.put(key, bytes);
          }
        });
  }

  /** The vertices that have a packed form. */
  public Iterable<String> vertices() {
    return packed.keySet();
  }

  /** The same, as a set. */
  public Set<String> vertexSet() {
    return packed.keySet();
  }

  /** All of it. What is packed is never changed. */
  public MapBacking copy() {
    MapBacking copy = new MapBacking();
    copy.load(this, vertex -> true);
    return copy;
  }

  /** How many pages there are behind the first ones. */
  public int pageCount() {
    return pages.size();
  }

  /** How many vertices and pages there are. */
  public int entries() {
    return packed.size() + pages.size();
  }
}
