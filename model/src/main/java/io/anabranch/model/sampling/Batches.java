// SPDX-License-Identifier: Apache-2.0
package io.anabranch.model.sampling;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Mini-batches. */
public final class Batches {

  private Batches() {}

  /**
   * All items, each once, in a drawn order, cut into batches of {@code size}; the last may be
   * smaller.
   *
   * @throws IllegalArgumentException when the size is not at least 1
   */
  public static List<int[]> of(int[] items, int size, Draws draws) {
    if (size < 1) {
      throw new IllegalArgumentException("a batch has at least 1 item; got " + size);
    }
    int[] order = items.clone();
    draws.shuffle(order, 0, order.length);
    List<int[]> batches = new ArrayList<>();
    for (int from = 0; from < order.length; from += Math.min(size, order.length - from)) {
      batches.add(Arrays.copyOfRange(order, from, from + Math.min(size, order.length - from)));
    }
    return batches;
  }
}
