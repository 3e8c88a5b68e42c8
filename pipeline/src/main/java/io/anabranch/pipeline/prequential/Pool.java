// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.prequential;

import it.unimi.dsi.fastutil.ints.Int2IntOpenHashMap;
import it.unimi.dsi.fastutil.ints.IntArrayList;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.function.IntPredicate;

/** Vertices to be drawn from, each once. Bound: one entry a vertex. */
final class Pool {

  private static final int NONE = -1;

  private final IntArrayList members = new IntArrayList();
  private final Int2IntOpenHashMap places = new Int2IntOpenHashMap();

  Pool() {
    places.defaultReturnValue(NONE);
  }

  void add(int vertex) {
    if (places.putIfAbsent(vertex, members.size()) == NONE) {
      members.add(vertex);
    }
  }

  void removeIf(IntPredicate gone) {
    for (int place = members.size() - 1; place >= 0; place--) {
      int vertex = members.getInt(place);
      if (gone.test(vertex)) {
        int last = members.popInt();
        if (last != vertex) {
          members.set(place, last);
          places.put(last, place);
        }
        places.remove(vertex);
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
