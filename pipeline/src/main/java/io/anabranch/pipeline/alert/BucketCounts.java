// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.alert;

import io.anabranch.state.wire.Wire;
import java.io.IOException;
import java.util.Arrays;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/**
 * How many scores fell into each bucket of a histogram, of those buckets that have any, in
 * ascending order: twelve bytes a bucket. Scores are counted some at a time, since each new bucket
 * moves those behind it.
 */
final class BucketCounts {

  /** Sees one bucket. */
  interface Visitor {
    void bucket(long value, long count);
  }

  private static final int WAITING = 64;

  private long[] values = new long[4]; // the smallest of each bucket
  private int[] counts = new int[4];
  private int size;
  private final long[] waiting = new long[WAITING]; // to be counted, in no order
  private int waits;

  /**
   * Counts one in.
   *
   * @param value the smallest one of its bucket
   */
  void add(long value) {
    if (waits == WAITING) {
      settle();
    }
    waiting[waits++] = value;
  }

  /** Counts several into a bucket behind all others. */
  void append(long value, int count) {
    makeRoom(1);
    values[size] = value;
    counts[size] = count;
    size++;
  }

  /** Counts what waits, the last bucket first: so each moves once. */
  private void settle() {
    Arrays.sort(waiting, 0, waits);
    int added = unknown();
    makeRoom(added);
    int from = size - 1;
    int to = from + added;
    for (int i = waits - 1; i >= 0; ) {
      long value = waiting[i];
      int count = 0;
      for (; i >= 0 && waiting[i] == value; i--) {
        count++;
      }
      for (; from >= 0 && values[from] > value; from--, to--) {
        values[to] = values[from];
        counts[to] = counts[from];
      }
      if (from >= 0 && values[from] == value) {
        count += counts[from--];
      }
      values[to] = value;
      counts[to--] = count;
    }
    size += added;
    waits = 0;
  }

  /** How many buckets what waits, which is sorted, is the first of. */
  private int unknown() {
    int unknown = 0;
    int at = 0;
    for (int i = 0; i < waits; i++) {
      while (at < size && values[at] < waiting[i]) {
        at++;
      }
      boolean known = at < size && values[at] == waiting[i];
      boolean again = i > 0 && waiting[i - 1] == waiting[i];
      unknown += known || again ? 0 : 1;
    }
    return unknown;
  }

  private void makeRoom(int more) {
    if (size + more > values.length) {
      int capacity = Math.max(size + more, size + size / 2);
      values = Arrays.copyOf(values, capacity);
      counts = Arrays.copyOf(counts, capacity);
    }
  }

  void forEach(Visitor visitor) {
    settle();
    for (int i = 0; i < size; i++) {
      visitor.bucket(values[i], counts[i]);
    }
  }

  void write(DataOutputView out) throws IOException {
    settle();
    Wire.writeVarint(out, size);
    long before = 0;
    for (int i = 0; i < size; i++) {
      Wire.writeVarint(out, values[i] - before);
      Wire.writeVarint(out, counts[i]);
      before = values[i];
    }
  }

  static BucketCounts read(DataInputView in) throws IOException {
    BucketCounts read = new BucketCounts();
    long value = 0;
    for (long left = Wire.readVarint(in); left > 0; left--) {
      value += Wire.readVarint(in);
      read.append(value, (int) Wire.readVarint(in));
    }
    return read;
  }
}
