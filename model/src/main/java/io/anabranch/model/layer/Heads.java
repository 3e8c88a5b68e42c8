// SPDX-License-Identifier: Apache-2.0
package io.anabranch.model.layer;

/**
 * The heads of an attention layer.
 *
 * @param count from 1 to {@link #LARGEST}
 * @param concatenated whether their outputs stand side by side; if not, they are averaged
 */
public record Heads(int count, boolean concatenated) {

  /** The most heads that a layer may have. */
  public static final int LARGEST = 256;

  public Heads {
    if (count < 1 || count > LARGEST) {
      throw new IllegalArgumentException(
          "a layer has from 1 to %d heads; got %d".formatted(LARGEST, count));
    }
  }

  /** Whether a layer with that output can have these. */
  public boolean fill(int outputWidth) {
    return !concatenated || outputWidth % count == 0;
  }

  /**
   * The width of one head of a layer with that output.
   *
   * @throws IllegalArgumentException when the heads do not fill it
   */
  public int widthOf(int outputWidth) {
    if (!fill(outputWidth)) {
      throw new IllegalArgumentException(
          "%d heads side by side do not fill a width of %d".formatted(count, outputWidth));
    }
    return concatenated ? outputWidth / count : outputWidth;
  }
}
