// SPDX-License-Identifier: Apache-2.0
package io.anabranch.model.sage;

/**
 * Which vertices are to be alike, and which are not.
 *
 * @param walks from each vertex and epoch
 * @param length steps of a walk
 * @param negatives Q, for each batch
 */
public record Context(int walks, int length, int negatives) {

  public Context {
    if (walks < 1 || length < 1 || negatives < 1) {
      throw new IllegalArgumentException(
          "at least 1 walk of 1 step and 1 negative; got %d of %d and %d"
              .formatted(walks, length, negatives));
    }
  }
}
