// SPDX-License-Identifier: Apache-2.0
package io.anabranch.model.device;

/**
 * Where the entries of a sparse matrix stand, by row and by column.
 *
 * @param entryOf for each entry of the transpose its number in the matrix
 */
record Pattern(
    int[] offsets,
    int[] columnOf,
    int[] transposedOffsets,
    int[] transposedColumnOf,
    int[] entryOf) {

  /** Counting sort by column; within a column the rows stay in order. */
  static Pattern of(int columns, int[] offsets, int[] columnOf) {
    int[] starts = starts(columns, columnOf);
    int[] next = starts.clone();
    int[] rowOf = new int[columnOf.length];
    int[] entryOf = new int[columnOf.length];
    for (int r = 0; r + 1 < offsets.length; r++) {
      for (int e = offsets[r]; e < offsets[r + 1]; e++) {
        int slot = next[columnOf[e]]++;
        rowOf[slot] = r;
        entryOf[slot] = e;
      }
    }
    return new Pattern(offsets, columnOf, starts, rowOf, entryOf);
  }

  /** Where each of {@code buckets} begins once {@code bucketOf} is sorted; one more at the end. */
  static int[] starts(int buckets, int[] bucketOf) {
    int[] starts = new int[buckets + 1];
    for (int k = 0; k < bucketOf.length; k++) {
      if (bucketOf[k] < 0 || bucketOf[k] >= buckets) {
        throw new IllegalArgumentException(
            "index %d lies from 0 to %d; got %d".formatted(k, buckets - 1, bucketOf[k]));
      }
      starts[bucketOf[k] + 1]++;
    }
    for (int b = 0; b < buckets; b++) {
      starts[b + 1] += starts[b];
    }
    return starts;
  }
}
