// SPDX-License-Identifier: Apache-2.0
package io.anabranch.model.device;

import java.util.Arrays;

/**
 * Rows in consecutive blocks, one a graph of a batch: block g holds rows {@code start(g) .. end(g)
 * - 1}. Graphs of different size stand one after the other without padding; these bounds do what
 * masks do where all are padded to the largest. Immutable.
 */
public final class Blocks {

  private final int[] offsets; // blocks + 1
  private final int largest;
  private final Segments segments;

  private Blocks(int[] sizes) {
    this.offsets = new int[sizes.length + 1];
    for (int g = 0; g < sizes.length; g++) {
      if (sizes[g] < 0) {
        throw new IllegalArgumentException("block " + g + " has at least 0 rows; got " + sizes[g]);
      }
      offsets[g + 1] = Math.addExact(offsets[g], sizes[g]);
    }
    this.largest = Arrays.stream(sizes).max().orElse(0);
    this.segments = segments(offsets);
  }

  /** Blocks of these sizes. */
  public static Blocks of(int... sizes) {
    return new Blocks(sizes);
  }

  /** {@code count} blocks of {@code size} rows each. */
  public static Blocks equal(int count, int size) {
    int[] sizes = new int[count];
    Arrays.fill(sizes, size);
    return new Blocks(sizes);
  }

  private static Segments segments(int[] offsets) {
    int[] blockOf = new int[offsets[offsets.length - 1]];
    for (int g = 0; g + 1 < offsets.length; g++) {
      Arrays.fill(blockOf, offsets[g], offsets[g + 1], g);
    }
    return Segments.of(offsets.length - 1, blockOf);
  }

  public int count() {
    return offsets.length - 1;
  }

  /** Of all blocks together. */
  public int rows() {
    return offsets[count()];
  }

  public int start(int g) {
    return offsets[g];
  }

  public int end(int g) {
    return offsets[g + 1];
  }

  public int size(int g) {
    return offsets[g + 1] - offsets[g];
  }

  /** The size of the largest block; 0 of none. */
  public int largest() {
    return largest;
  }

  /** Each block as a segment. */
  public Segments segments() {
    return segments;
  }
}
