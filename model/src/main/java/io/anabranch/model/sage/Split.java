// SPDX-License-Identifier: Apache-2.0
package io.anabranch.model.sage;

/**
 * Vertices to learn from, and vertices that say when to stop.
 *
 * @param train at least 1
 * @param validation at least 1
 */
public record Split(int[] train, int[] validation) {

  public Split {
    if (train.length == 0 || validation.length == 0) {
      throw new IllegalArgumentException(
          "at least 1 vertex to learn from and 1 to validate with; got %d and %d"
              .formatted(train.length, validation.length));
    }
  }
}
