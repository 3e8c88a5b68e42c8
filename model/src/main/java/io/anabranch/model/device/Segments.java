// SPDX-License-Identifier: Apache-2.0
package io.anabranch.model.device;

import java.util.Arrays;

/**
 * Rows that belong to segments: row k to segment {@code segment(k)}; a segment may be empty.
 * Gathering gives each row its segment's value, a segment's sum is taken over its rows in ascending
 * order: the one is the other's transpose. Immutable.
 */
public final class Segments {

  private final int[] segmentOf;
  private final int[] offsets; // segments + 1
  private final int[] members; // the rows by segment, ascending
  private final float[] ones;

  private Segments(int[] segmentOf, int[] offsets, int[] members) {
    this.segmentOf = segmentOf;
    this.offsets = offsets;
    this.members = members;
    this.ones = new float[members.length];
    Arrays.fill(ones, 1f);
  }

  /**
   * Takes the array, without a copy.
   *
   * @throws IllegalArgumentException when an element is not from 0 to segments - 1
   */
  public static Segments of(int segments, int... segmentOf) {
    int[] offsets = Pattern.starts(segments, segmentOf);
    int[] next = offsets.clone();
    int[] members = new int[segmentOf.length];
    for (int k = 0; k < segmentOf.length; k++) {
      members[next[segmentOf[k]]++] = k;
    }
    return new Segments(segmentOf, offsets, members);
  }

  /** Each of {@code n} rows a segment of its own. */
  public static Segments each(int n) {
    int[] segmentOf = new int[n];
    Arrays.setAll(segmentOf, i -> i);
    return of(n, segmentOf);
  }

  /** All of {@code n} rows in one segment. */
  public static Segments all(int n) {
    return of(1, new int[n]);
  }

  public int count() {
    return offsets.length - 1;
  }

  /** How many rows belong to the segments. */
  public int rows() {
    return segmentOf.length;
  }

  public int segment(int row) {
    return segmentOf[row];
  }

  /** How many rows belong to segment {@code s}. */
  public int size(int s) {
    return offsets[s + 1] - offsets[s];
  }

  /** The first position of segment {@code s} in the order by segment. */
  public int start(int s) {
    return offsets[s];
  }

  /** One past the last position of segment {@code s}. */
  public int end(int s) {
    return offsets[s + 1];
  }

  /** The row at a position of the order by segment. */
  public int member(int position) {
    return members[position];
  }

  int[] segmentOf() {
    return segmentOf;
  }

  int[] offsets() {
    return offsets;
  }

  int[] members() {
    return members;
  }

  float[] ones() {
    return ones;
  }
}
