// SPDX-License-Identifier: Apache-2.0
package io.anabranch.state.store;

import it.unimi.dsi.fastutil.objects.Object2ObjectLinkedOpenHashMap;
import java.io.IOException;
import java.util.function.Consumer;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.jspecify.annotations.Nullable;

/**
 * A bounded cache of live vertices in front of packed ones. What has changed is packed when it is
 * evicted, and all of it before a checkpoint. What lies in the backing is never shared with a live
 * object, so a snapshot of the backing may be taken while the stage goes on.
 */
public final class CachedVertexStore<T> implements VertexStore<T> {

  private static final class Entry<T> {
    final T vertex;
    boolean stored; // the backing has a packed form
    boolean changed = true;

    Entry(T vertex, boolean stored) {
      this.vertex = vertex;
      this.stored = stored;
    }
  }

  private final Backing backing;
  private final VertexFormat<T> format;
  private final int limit;
  private final Object2ObjectLinkedOpenHashMap<String, Entry<T>> live =
      new Object2ObjectLinkedOpenHashMap<>(); // the least recently used first
  private final DataOutputSerializer out = new DataOutputSerializer(1 << 12);

  /**
   * @param limit live vertices that stay after {@link #trim}
   */
  public CachedVertexStore(Backing backing, VertexFormat<T> format, int limit) {
    this.backing = backing;
    this.format = format;
    this.limit = limit;
  }

  @Override
  public T at(String key) {
    Entry<T> entry = live.getAndMoveToLast(key);
    if (entry == null) {
      byte[] packed = backing.read(key);
      entry = new Entry<>(unpack(key, packed), packed != null);
      live.putAndMoveToLast(key, entry);
    }
    entry.changed = true;
    return entry.vertex;
  }

  /** What is only looked at is the first to be put away, so that it drives out nothing else. */
  @Override
  public T look(String key) {
    Entry<T> entry = live.get(key);
    if (entry != null) {
      return entry.vertex;
    }
    byte[] packed = backing.read(key);
    T vertex = unpack(key, packed);
    if (packed != null) {
      entry = new Entry<>(vertex, true);
      entry.changed = false;
      live.putAndMoveToFirst(key, entry);
    }
    return vertex;
  }

  /** Visits the keys of the vertices that are live, some of which may be nowhere else yet. */
  public void forEachLive(Consumer<String> visitor) {
    live.keySet().forEach(visitor);
  }

  @Override
  public void drop(String key) {
    Entry<T> entry = live.remove(key);
    if (entry == null) {
      throw new IllegalStateException("'" + key + "' is dropped, but was not at hand");
    }
    forget(key, entry);
  }

  @Override
  public void trim() {
    while (live.size() > limit) {
      String eldest = live.firstKey();
      writeBack(eldest, live.removeFirst());
    }
  }

  /** Packs everything that has changed. No live object may be held. */
  public void writeBack() {
    var entries = live.object2ObjectEntrySet().fastIterator();
    while (entries.hasNext()) {
      var next = entries.next();
      writeBack(next.getKey(), next.getValue());
      if (!next.getValue().stored) {
        entries.remove(); // an empty vertex needs no entry
      }
    }
  }

  private void writeBack(String key, Entry<T> entry) {
    if (!entry.changed) {
      return;
    }
    if (format.isEmpty(entry.vertex)) {
      forget(key, entry);
    } else {
      backing.write(key, pack(entry.vertex));
      entry.stored = true;
    }
    entry.changed = false;
  }

  private void forget(String key, Entry<T> entry) {
    format.deletePages(entry.vertex);
    if (entry.stored) {
      backing.remove(key);
      entry.stored = false;
    }
  }

  private byte[] pack(T vertex) {
    out.clear();
    try {
      format.write(vertex, out);
    } catch (IOException e) {
      throw new IllegalStateException("writing to memory failed", e);
    }
    return out.getCopyOfBuffer();
  }

  private T unpack(String key, byte @Nullable [] packed) {
    if (packed == null) {
      return format.empty(backing.pages(key));
    }
    try {
      return format.read(new DataInputDeserializer(packed), backing.pages(key));
    } catch (IOException e) {
      throw new IllegalStateException(
          "the %d bytes kept of '%s' cannot be read".formatted(packed.length, key), e);
    }
  }
}
