// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.stage;

import java.util.Arrays;

/** Rows of a block of values. */
final class Rows {

  private Rows() {}

  /** Whether a row has other bits than the array; an array that is null differs. */
  static boolean differs(float[] block, int row, int width, float[] from) {
    return from == null || !Arrays.equals(block, row * width, (row + 1) * width, from, 0, width);
  }

  /**
   * The row in an array of its own: in that one when there is one. New arrays for every value would
   * push everything else out of the caches.
   */
  static float[] copy(float[] block, int row, int width, float[] into) {
    float[] copy = into == null ? new float[width] : into;
    System.arraycopy(block, row * width, copy, 0, width);
    return copy;
  }
}
