// SPDX-License-Identifier: Apache-2.0
package io.anabranch.model.sage;

/**
 * Which vertices are to be alike, and which are not.
 *
 * @param walks from each vertex and epoch
 * @param length steps of a walk
 * @param drawn negatives of a batch, over which the expectation is taken
 * @param weight Q: what the expectation counts beside a pair
 */
public record Context(int walks, int length, int drawn, float weight) {

  public Context {
    if (walks < 1 || length < 1 || drawn < 1) {
      throw new IllegalArgumentException(
          "at least 1 walk of 1 step and 1 negative; got %d of %d and %d"
              .formatted(walks, length, drawn));
    }
    if (!(weight > 0) || !Float.isFinite(weight)) {
      throw new IllegalArgumentException("Q is above 0 and finite; got " + weight);
    }
  }

  /** As many negatives as Q, which the program of Hamilton et al. 2017 takes. */
  public Context(int walks, int length, int negatives) {
    this(walks, length, negatives, negatives);
  }
}
