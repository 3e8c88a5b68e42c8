// SPDX-License-Identifier: Apache-2.0
package io.anabranch.model.device;

/**
 * Where the entries of a sparse matrix stand, by row and, once somebody asks, by column. Immutable,
 * but for that.
 */
final class Pattern {

  /**
   * The same by column.
   *
   * @param columnOf for each entry of the transpose the row that it has in the matrix
   * @param entryOf for each entry of the transpose its number in the matrix
   */
  record Transpose(int[] offsets, int[] columnOf, int[] entryOf) {}

  private final int columns;
  private final int[] offsets;
  private final int[] columnOf;
  private volatile Transpose transpose; // null: nobody has asked

  private Pattern(int columns, int[] offsets, int[] columnOf) {
    this.columns = columns;
    this.offsets = offsets;
    this.columnOf = columnOf;
  }

  /**
   * @throws IllegalArgumentException when a column is not from 0 to columns - 1
   */
  static Pattern of(int columns, int[] offsets, int[] columnOf) {
    for (int k = 0; k < columnOf.length; k++) {
      requireWithin(columns, columnOf[k], k);
    }
    return new Pattern(columns, offsets, columnOf);
  }

  int[] offsets() {
    return offsets;
  }

  int[] columnOf() {
    return columnOf;
  }

  /** Threads that ask at once may do the work more than once, with the same result. */
  Transpose transpose() {
    Transpose known = transpose;
    if (known == null) {
      known = transposed();
      transpose = known;
    }
    return known;
  }

  /** Counting sort by column; within a column the rows stay in order. */
  private Transpose transposed() {
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
    return new Transpose(starts, rowOf, entryOf);
  }

  /** Where each of {@code buckets} begins once {@code bucketOf} is sorted; one more at the end. */
  static int[] starts(int buckets, int[] bucketOf) {
    int[] starts = new int[buckets + 1];
    for (int k = 0; k < bucketOf.length; k++) {
      requireWithin(buckets, bucketOf[k], k);
      starts[bucketOf[k] + 1]++;
    }
    for (int b = 0; b < buckets; b++) {
      starts[b + 1] += starts[b];
    }
    return starts;
  }

  private static void requireWithin(int buckets, int bucket, int index) {
    if (bucket < 0 || bucket >= buckets) {
      throw new IllegalArgumentException(
          "index %d lies from 0 to %d; got %d".formatted(index, buckets - 1, bucket));
    }
  }
}
