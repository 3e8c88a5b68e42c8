// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.alert;

import io.anabranch.state.wire.Wire;
import java.io.IOException;
import java.util.Arrays;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/**
 * How many scores fell into each bucket of a histogram, of those buckets that have any, in
 * ascending order: twelve bytes a bucket, and a new one moves those behind it.
 */
final class BucketCounts {

  /** Sees one bucket. */
  interface Visitor {
    void bucket(long value, long count);
  }

  private long[] values = new long[4]; // the smallest of each bucket
  private int[] counts = new int[4];
  private int size;

  /** Counts one in. */
  void add(long value) {
    add(value, 1);
  }

  /**
   * Counts several in.
   *
   * @param value the smallest one of their bucket
   */
  void add(long value, int count) {
    int index = Arrays.binarySearch(values, 0, size, value);
    if (index >= 0) {
      counts[index] += count;
    } else {
      insert(-index - 1, value, count);
    }
  }

  private void insert(int index, long value, int count) {
    if (size == values.length) {
      values = Arrays.copyOf(values, size + size / 2);
      counts = Arrays.copyOf(counts, size + size / 2);
    }
    System.arraycopy(values, index, values, index + 1, size - index);
    System.arraycopy(counts, index, counts, index + 1, size - index);
    values[index] = value;
    counts[index] = count;
    size++;
  }

  void forEach(Visitor visitor) {
    for (int i = 0; i < size; i++) {
      visitor.bucket(values[i], counts[i]);
    }
  }

  void write(DataOutputView out) throws IOException {
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
      read.insert(read.size, value, (int) Wire.readVarint(in));
    }
    return read;
  }
}
