// SPDX-License-Identifier: Apache-2.0
package io.anabranch.state.store;

import io.anabranch.state.wire.Sealed;
import it.unimi.dsi.fastutil.objects.Object2ObjectOpenHashMap;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.function.Consumer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.jspecify.annotations.Nullable;

/**
 * A bounded cache of live vertices in front of packed ones. What has changed is packed when it is
 * evicted, some of it ahead of time when nothing has touched it for a while, and the rest before a
 * checkpoint. What lies in the backing is never shared with a live object, so a snapshot of the
 * backing may be taken while the stage goes on.
 *
 * <p>Who goes first is decided by the clock algorithm (second chance): a queue of all live
 * vertices, whose head goes if nothing has touched it since it came by last, and else to the end.
 */
public final class CachedVertexStore<T> implements VertexStore<T> {

  private static final class Entry<T> {
    final String key;
    T vertex; // null once it is dropped: it may stand in a queue for a while
    boolean stored; // the backing has a packed form
    boolean changed; // since it was packed; stands in the queue of those
    boolean touchedSinceEviction; // the hand of eviction has passed
    boolean touchedSinceWrite; // the hand of writing ahead has passed
    boolean dropped;

    Entry(String key, T vertex, boolean stored) {
      this.key = key;
      this.vertex = vertex;
      this.stored = stored;
    }

    void letGo() {
      dropped = true;
      vertex = null;
    }
  }

  private final Backing backing;
  private final VertexFormat<T> format;
  private final int limit;
  private final Object2ObjectOpenHashMap<String, Entry<T>> live = new Object2ObjectOpenHashMap<>();
  private final ArrayDeque<Entry<T>> clock = new ArrayDeque<>(); // all of them, and dropped ones
  private final ArrayDeque<Entry<T>> changed = new ArrayDeque<>();
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
    Entry<T> entry = live.get(key);
    if (entry == null) {
      byte[] packed = backing.read(key);
      entry = new Entry<>(key, unpack(key, packed), packed != null);
      live.put(key, entry);
      clock.add(entry);
    }
    if (!entry.changed) {
      entry.changed = true;
      changed.add(entry);
    }
    entry.touchedSinceEviction = true;
    entry.touchedSinceWrite = true;
    return entry.vertex;
  }

  /** What is only looked at drives out nothing: it is not kept. */
  @Override
  public T look(String key) {
    Entry<T> entry = live.get(key);
    return entry != null ? entry.vertex : unpack(key, backing.read(key));
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
    forget(entry);
    entry.letGo();
  }

  @Override
  public void trim() {
    while (live.size() > limit) {
      Entry<T> eldest = clock.remove();
      if (eldest.touchedSinceEviction && !eldest.dropped) {
        eldest.touchedSinceEviction = false;
        clock.add(eldest);
      } else if (!eldest.dropped) {
        writeBack(eldest);
        eldest.letGo();
        live.remove(eldest.key);
      }
    }
    clean(clock);
    clean(changed);
  }

  /** Dropped ones leave a queue when their turn comes; where many are dropped, it may be late. */
  private void clean(ArrayDeque<Entry<T>> queue) {
    if (queue.size() > 2 * live.size() + 64) {
      queue.removeIf(entry -> entry.dropped);
    }
  }

  /**
   * Packs some of what has changed but has not been touched since this last came by, so that less
   * is left to do at the checkpoint. No live object may be held.
   *
   * @param most how many vertices are looked at
   */
  public void writeAhead(int most) {
    for (int i = Math.min(most, changed.size()); i > 0; i--) {
      Entry<T> entry = changed.remove();
      if (entry.touchedSinceWrite && !entry.dropped) {
        entry.touchedSinceWrite = false;
        changed.add(entry);
      } else {
        writeBack(entry);
      }
    }
  }

  /** How many vertices have changed since they were packed. */
  public int changed() {
    return changed.size();
  }

  /** Packs everything that has changed. No live object may be held. */
  public void writeBack() {
    for (Entry<T> entry : changed) {
      writeBack(entry);
    }
    changed.clear();
  }

  /** The same, and lets go of all vertices, each as soon as it is packed. */
  public void writeOut() {
    live.clear();
    clock.clear();
    while (!changed.isEmpty()) {
      writeBack(changed.remove());
    }
  }

  private void writeBack(Entry<T> entry) {
    if (!entry.changed || entry.dropped) {
      return;
    }
    entry.changed = false;
    if (format.isEmpty(entry.vertex)) {
      forget(entry);
      entry.letGo(); // an empty vertex needs no entry
      live.remove(entry.key);
    } else {
      backing.write(entry.key, pack(entry.key, entry.vertex));
      entry.stored = true;
    }
  }

  private void forget(Entry<T> entry) {
    format.deletePages(entry.vertex);
    if (entry.stored) {
      backing.remove(entry.key);
      entry.stored = false;
    }
  }

  private byte[] pack(String key, T vertex) {
    out.clear();
    try {
      format.write(vertex, out);
      return Sealed.seal(key, out);
    } catch (IOException e) {
      throw new IllegalStateException("writing to memory failed", e);
    }
  }

  private T unpack(String key, byte @Nullable [] packed) {
    if (packed == null) {
      return format.empty(backing.pages(key));
    }
    try {
      return format.read(Sealed.open(key, packed), backing.pages(key));
    } catch (IOException e) {
      throw new IllegalStateException(
          "the %d bytes kept of '%s' cannot be read".formatted(packed.length, key), e);
    }
  }
}
