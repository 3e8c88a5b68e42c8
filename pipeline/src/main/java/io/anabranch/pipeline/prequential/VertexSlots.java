// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.prequential;

import it.unimi.dsi.fastutil.ints.IntArrayList;
import it.unimi.dsi.fastutil.objects.Object2IntLinkedOpenHashMap;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.BitSet;

/**
 * Compact numbers for vertices, given out again when they are free. Bound: so many vertices; the
 * ones not asked for in the longest time make room.
 */
final class VertexSlots {

  private static final int NONE = -1;

  private final int capacity;
  private final Object2IntLinkedOpenHashMap<String> slots = new Object2IntLinkedOpenHashMap<>();
  private final IntArrayList free = new IntArrayList();
  private final String[] names;
  private int used;

  VertexSlots(int capacity) {
    this.capacity = capacity;
    this.names = new String[capacity];
    slots.defaultReturnValue(NONE);
  }

  boolean isFull() {
    return slots.size() == capacity;
  }

  boolean knows(String vertex) {
    return slots.containsKey(vertex);
  }

  /** The number of a vertex, which is now the one asked for last. */
  int touch(String vertex) {
    int known = slots.getAndMoveToLast(vertex);
    if (known != NONE) {
      return known;
    }
    if (isFull()) {
      throw new IllegalStateException(
          "room for %d vertices; there are as many".formatted(capacity));
    }
    int slot = free.isEmpty() ? used++ : free.popInt();
    slots.put(vertex, slot);
    names[slot] = vertex;
    return slot;
  }

  String name(int slot) {
    return names[slot];
  }

  /** The numbers of those not asked for in the longest time, free from now on. */
  BitSet releaseOldest(int count) {
    BitSet released = new BitSet();
    for (int i = 0; i < count && !slots.isEmpty(); i++) {
      release(slots.firstKey(), released);
    }
    return released;
  }

  /** The number of a vertex, if it has one, free from now on. */
  BitSet release(String vertex) {
    BitSet released = new BitSet();
    if (slots.containsKey(vertex)) {
      release(vertex, released);
    }
    return released;
  }

  private void release(String vertex, BitSet released) {
    int slot = slots.removeInt(vertex);
    names[slot] = null;
    free.push(slot);
    released.set(slot);
  }

  int size() {
    return slots.size();
  }

  void write(DataOutput out) throws IOException {
    out.writeInt(used);
    out.writeInt(slots.size());
    for (var entry : slots.object2IntEntrySet()) {
      out.writeUTF(entry.getKey());
      out.writeInt(entry.getIntValue());
    }
    for (int i = 0; i < free.size(); i++) {
      out.writeInt(free.getInt(i));
    }
  }

  static VertexSlots read(DataInput in, int capacity) throws IOException {
    VertexSlots read = new VertexSlots(capacity);
    read.used = in.readInt();
    int size = in.readInt();
    for (int i = 0; i < size; i++) {
      String name = in.readUTF();
      int slot = in.readInt();
      read.slots.put(name, slot);
      read.names[slot] = name;
    }
    for (int i = size; i < read.used; i++) {
      read.free.add(in.readInt());
    }
    return read;
  }
}
