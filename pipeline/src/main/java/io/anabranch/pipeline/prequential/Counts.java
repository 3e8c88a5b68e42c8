// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.prequential;

import it.unimi.dsi.fastutil.ints.Int2IntMap;
import it.unimi.dsi.fastutil.ints.Int2IntOpenHashMap;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;
import java.util.function.IntPredicate;

/**
 * How often each of some vertices came. Bound: so many vertices; when one more comes, all counts
 * are halved, rounded down, and those that are 0 go, until there is room. So rare and old ones go
 * first.
 */
final class Counts {

  /** Told of each count, in no order. */
  @FunctionalInterface
  interface Visitor {
    void visit(int vertex, int count);
  }

  private final Int2IntOpenHashMap counts = new Int2IntOpenHashMap(4);
  private long total;

  void add(int vertex, int bound) {
    counts.addTo(vertex, 1);
    total++;
    while (counts.size() > bound) {
      halve();
    }
  }

  private void halve() {
    total = 0;
    var entries = counts.int2IntEntrySet().iterator();
    while (entries.hasNext()) {
      Int2IntMap.Entry entry = entries.next();
      int half = entry.getIntValue() / 2;
      if (half == 0) {
        entries.remove();
      } else {
        entry.setValue(half);
        total += half;
      }
    }
  }

  void removeIf(IntPredicate gone) {
    var entries = counts.int2IntEntrySet().iterator();
    while (entries.hasNext()) {
      Int2IntMap.Entry entry = entries.next();
      if (gone.test(entry.getIntKey())) {
        total -= entry.getIntValue();
        entries.remove();
      }
    }
  }

  int of(int vertex) {
    return counts.get(vertex);
  }

  /** The sum of all counts. */
  long total() {
    return total;
  }

  int size() {
    return counts.size();
  }

  void forEach(Visitor visitor) {
    var entries = counts.int2IntEntrySet().fastIterator();
    while (entries.hasNext()) {
      Int2IntMap.Entry entry = entries.next();
      visitor.visit(entry.getIntKey(), entry.getIntValue());
    }
  }

  void write(DataOutput out) throws IOException {
    int[] vertices = counts.keySet().toIntArray();
    Arrays.sort(vertices);
    out.writeInt(vertices.length);
    for (int vertex : vertices) {
      out.writeInt(vertex);
      out.writeInt(counts.get(vertex));
    }
  }

  static Counts read(DataInput in) throws IOException {
    Counts read = new Counts();
    int size = in.readInt();
    for (int i = 0; i < size; i++) {
      int vertex = in.readInt();
      int count = in.readInt();
      read.counts.put(vertex, count);
      read.total += count;
    }
    return read;
  }
}
