// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.prequential;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;
import java.util.function.IntPredicate;
import java.util.function.Supplier;

/** Something for each of some vertices, by number; as many entries as the largest number. */
final class Slots<T> {

  /** Writes one of them. */
  @FunctionalInterface
  interface Writer<T> {
    void write(T value, DataOutput out) throws IOException;
  }

  /** Reads one of them. */
  @FunctionalInterface
  interface Reader<T> {
    T read(DataInput in) throws IOException;
  }

  private Object[] values = new Object[16];

  /** That of a vertex, or null. */
  @SuppressWarnings("unchecked") // only T is put in
  T get(int vertex) {
    return vertex < values.length ? (T) values[vertex] : null;
  }

  /** That of a vertex, made when there is none. */
  T get(int vertex, Supplier<T> empty) {
    T found = get(vertex);
    if (found == null) {
      found = empty.get();
      put(vertex, found);
    }
    return found;
  }

  void put(int vertex, T value) {
    if (vertex >= values.length) {
      values = Arrays.copyOf(values, Math.max(vertex + 1, 2 * values.length));
    }
    values[vertex] = value;
  }

  void remove(int vertex) {
    if (vertex < values.length) {
      values[vertex] = null;
    }
  }

  /** Leaves nothing for these vertices. */
  void removeIf(IntPredicate gone) {
    for (int v = 0; v < values.length; v++) {
      if (values[v] != null && gone.test(v)) {
        values[v] = null;
      }
    }
  }

  /** The vertices that have something, ascending. */
  int[] vertices() {
    int[] found = new int[values.length];
    int n = 0;
    for (int v = 0; v < values.length; v++) {
      if (values[v] != null) {
        found[n++] = v;
      }
    }
    return Arrays.copyOf(found, n);
  }

  void write(DataOutput out, Writer<T> writer) throws IOException {
    int[] vertices = vertices();
    out.writeInt(vertices.length);
    for (int vertex : vertices) {
      out.writeInt(vertex);
      writer.write(get(vertex), out);
    }
  }

  static <T> Slots<T> read(DataInput in, Reader<T> reader) throws IOException {
    Slots<T> slots = new Slots<>();
    int n = in.readInt();
    for (int i = 0; i < n; i++) {
      int vertex = in.readInt();
      slots.put(vertex, reader.read(in));
    }
    return slots;
  }
}
