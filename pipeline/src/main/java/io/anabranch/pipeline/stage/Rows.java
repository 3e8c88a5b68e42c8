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

  static float[] copy(float[] block, int row, int width) {
    return Arrays.copyOfRange(block, row * width, (row + 1) * width);
  }
}
