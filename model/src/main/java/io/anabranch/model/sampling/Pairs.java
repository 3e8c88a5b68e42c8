// SPDX-License-Identifier: Apache-2.0
package io.anabranch.model.sampling;

import java.util.Arrays;

/**
 * Pairs of vertices that belong together.
 *
 * @param from the first of each pair
 * @param to the second of each pair
 */
public record Pairs(int[] from, int[] to) {

  public Pairs {
    if (from.length != to.length) {
      throw new IllegalArgumentException(
          "a pair has two ends; got %d and %d".formatted(from.length, to.length));
    }
  }

  public int count() {
    return from.length;
  }

  /** Those of that number. */
  public Pairs take(int[] numbers) {
    return new Pairs(
        Arrays.stream(numbers).map(i -> from[i]).toArray(),
        Arrays.stream(numbers).map(i -> to[i]).toArray());
  }
}
