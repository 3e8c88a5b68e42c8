// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.job;

import io.anabranch.state.page.PageStore;
import io.anabranch.state.page.Pages;
import io.anabranch.state.store.Backing;
import io.anabranch.state.wire.Sealed;
import java.io.IOException;
import java.util.stream.Stream;
import org.apache.flink.api.common.state.KeyedStateStore;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.PrimitiveArrayTypeInfo;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.state.KeyedStateBackend;
import org.apache.flink.runtime.state.VoidNamespace;
import org.apache.flink.runtime.state.heap.HeapKeyedStateBackend;

/**
 * Packed vertices in the keyed state of an operator. Owner: the stage of that operator. Bound: one
 * value a vertex that exists or has a tombstone, one page for every 256 entries beyond the first
 * 256. Shrinks: an entry goes with the vertex.
 */
final class KeyedBacking implements Backing {

  /** Makes a key the current one. */
  interface KeyContext {
    void setCurrentKey(Object key);
  }

  private final KeyContext context;
  private final String name; // of the state with the vertices
  private final ValueState<byte[]> vertices;
  private final MapState<Integer, byte[]> pages;

  /** Where the vertices of a job's first model lie. */
  KeyedBacking(KeyContext context, KeyedStateStore states) {
    this(context, states, 0);
  }

  /**
   * Where the vertices of a model lie.
   *
   * @param epoch of the model; two that follow one another lie apart
   */
  KeyedBacking(KeyContext context, KeyedStateStore states, int epoch) {
    this.context = context;
    this.name = StateNames.slotted(StateNames.VERTICES, epoch);
    this.vertices =
        states.getState(
            new ValueStateDescriptor<>(
                name, PrimitiveArrayTypeInfo.BYTE_PRIMITIVE_ARRAY_TYPE_INFO));
    this.pages =
        states.getMapState(
            new MapStateDescriptor<>(
                StateNames.slotted(StateNames.PAGES, epoch),
                Types.INT,
                PrimitiveArrayTypeInfo.BYTE_PRIMITIVE_ARRAY_TYPE_INFO));
  }

  /**
   * Fails when a vertex, or a page of one, is not as it was written. The heap has read all of it
   * without a look at checksums; RocksDB looks at its own.
   */
  void requireIntact(KeyedStateBackend<String> backend) {
    if (!(backend instanceof HeapKeyedStateBackend)) {
      return;
    }
    try (Stream<String> keys = keys(backend)) {
      for (String vertex : keys.toList()) {
        context.setCurrentKey(vertex);
        try {
          Sealed.requireIntact(vertex, vertices.value());
          for (byte[] page : pages.values()) {
            Sealed.requireIntact(Pages.PAGE, page);
          }
        } catch (Exception e) {
          throw failed("the restored state of", vertex, e);
        }
      }
    }
  }

  /** The vertices that have a packed form. To be closed. */
  Stream<String> keys(KeyedStateBackend<String> backend) {
    return backend.getKeys(name, VoidNamespace.INSTANCE);
  }

  @Override
  public byte[] read(String vertex) {
    context.setCurrentKey(vertex);
    try {
      return vertices.value();
    } catch (IOException e) {
      throw failed("reading", vertex, e);
    }
  }

  @Override
  public void write(String vertex, byte[] packed) {
    context.setCurrentKey(vertex);
    try {
      vertices.update(packed);
    } catch (IOException e) {
      throw failed("writing", vertex, e);
    }
  }

  @Override
  public void remove(String vertex) {
    context.setCurrentKey(vertex);
    vertices.clear();
  }

  @Override
  public void clear(String vertex) {
    context.setCurrentKey(vertex);
    vertices.clear();
    pages.clear();
  }

  @Override
  public PageStore pages(String vertex) {
    return new KeyedPages(vertex);
  }

  private final class KeyedPages implements PageStore {

    private final String vertex;

    KeyedPages(String vertex) {
      this.vertex = vertex;
    }

    @Override
    public byte[] read(int page) {
      context.setCurrentKey(vertex);
      try {
        return pages.get(page);
      } catch (Exception e) {
        throw failed("reading a page of", vertex, e);
      }
    }

    @Override
    public void write(int page, byte[] bytes) {
      context.setCurrentKey(vertex);
      try {
        pages.put(page, bytes);
      } catch (Exception e) {
        throw failed("writing a page of", vertex, e);
      }
    }

    @Override
    public void delete(int page) {
      context.setCurrentKey(vertex);
      try {
        pages.remove(page);
      } catch (Exception e) {
        throw failed("deleting a page of", vertex, e);
      }
    }
  }

  private static IllegalStateException failed(String what, String vertex, Exception cause) {
    return new IllegalStateException(what + " '" + vertex + "' in keyed state failed", cause);
  }
}
