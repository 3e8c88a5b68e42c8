// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.prequential;

import it.unimi.dsi.fastutil.ints.IntArrayList;
import it.unimi.dsi.fastutil.ints.IntOpenHashSet;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.function.IntPredicate;

/** Vertices to be drawn from, each once. Bound: one entry a vertex. */
final class Pool {

  private final IntArrayList members = new IntArrayList();
  private final IntOpenHashSet known = new IntOpenHashSet();

  void add(int vertex) {
    if (known.add(vertex)) {
      members.add(vertex);
    }
  }

  void removeIf(IntPredicate gone) {
    for (int place = members.size() - 1; place >= 0; place--) {
      int vertex = members.getInt(place);
      if (gone.test(vertex)) {
        members.set(place, members.getInt(members.size() - 1));
        members.popInt();
        known.remove(vertex);
      }
    }
  }

  int size() {
    return members.size();
  }

  int get(int place) {
    return members.getInt(place);
  }

  void write(DataOutput out) throws IOException {
    out.writeInt(members.size());
    for (int place = 0; place < members.size(); place++) {
      out.writeInt(members.getInt(place));
    }
  }

  static Pool read(DataInput in) throws IOException {
    Pool pool = new Pool();
    int size = in.readInt();
    for (int place = 0; place < size; place++) {
      pool.add(in.readInt());
    }
    return pool;
  }
}
