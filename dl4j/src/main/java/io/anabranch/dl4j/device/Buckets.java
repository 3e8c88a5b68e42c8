// SPDX-License-Identifier: Apache-2.0
package io.anabranch.dl4j.device;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Segments of like size, so that they fill a dense array: each is padded to the next power of two.
 * That is less than twice the rows, in as many arrays as there are powers; a segment far larger
 * than the others costs only itself.
 */
final class Buckets {

  /** Elements of an array on the device, unless one segment alone has more. */
  private static final int MOST_ELEMENTS = 1 << 22;

  /**
   * Segments with more than half of {@code width} rows, and no more than that.
   *
   * @param segments ascending
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Bucket(int width, int[] segments) {}

  private Buckets() {}

  /**
   * The segments that are not empty.
   *
   * @param offsets of the segments: those of s begin at {@code offsets[s]}
   * @param columns that stand in each row
   */
  static List<Bucket> of(int[] offsets, int columns) {
    int[][] byPower = new int[Integer.SIZE][];
    int[] counts = new int[Integer.SIZE];
    for (int s = 0; s + 1 < offsets.length; s++) {
      int size = offsets[s + 1] - offsets[s];
      if (size > 0) {
        int power = Integer.SIZE - Integer.numberOfLeadingZeros(size - 1);
        if (byPower[power] == null) {
          byPower[power] = new int[16];
        } else if (counts[power] == byPower[power].length) {
          byPower[power] = Arrays.copyOf(byPower[power], 2 * counts[power]);
        }
        byPower[power][counts[power]++] = s;
      }
    }
    List<Bucket> buckets = new ArrayList<>();
    for (int power = 0; power < byPower.length; power++) {
      long elements = Math.max(1, (1L << power) * columns);
      int most = (int) Math.max(1, MOST_ELEMENTS / elements);
      for (int from = 0; from < counts[power]; from += most) {
        int to = Math.min(counts[power], from + most);
        buckets.add(new Bucket(1 << power, Arrays.copyOfRange(byPower[power], from, to)));
      }
    }
    return buckets;
  }
}
