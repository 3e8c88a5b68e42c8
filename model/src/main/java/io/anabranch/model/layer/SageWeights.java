// SPDX-License-Identifier: Apache-2.0
package io.anabranch.model.layer;

/**
 * The parameters of one {@link SageLayer}, named and laid out as PyTorch Geometric's {@code
 * SAGEConv} has them. Immutable: arrays are copied on the way in and out.
 */
public final class SageWeights {

  private final int inputWidth;
  private final int outputWidth;
  private final float[] neighbors;
  private final float[] bias;
  private final float[] self;

  /**
   * @param neighbors {@code lin_l.weight}, out x in, row-major
   * @param bias {@code lin_l.bias}, out
   * @param self {@code lin_r.weight}, out x in, row-major
   * @throws IllegalArgumentException when a width is not positive or a length does not fit
   */
  public SageWeights(
      int inputWidth, int outputWidth, float[] neighbors, float[] bias, float[] self) {
    if (inputWidth < 1 || outputWidth < 1) {
      throw new IllegalArgumentException(
          "widths are positive; got " + inputWidth + " to " + outputWidth);
    }
    requireLength("lin_l.weight", neighbors, (long) inputWidth * outputWidth);
    requireLength("lin_l.bias", bias, outputWidth);
    requireLength("lin_r.weight", self, (long) inputWidth * outputWidth);
    this.inputWidth = inputWidth;
    this.outputWidth = outputWidth;
    this.neighbors = neighbors.clone();
    this.bias = bias.clone();
    this.self = self.clone();
  }

  public int inputWidth() {
    return inputWidth;
  }

  public int outputWidth() {
    return outputWidth;
  }

  /** A copy of {@code lin_l.weight}, out x in. */
  public float[] neighbors() {
    return neighbors.clone();
  }

  /** A copy of {@code lin_l.bias}, out. */
  public float[] bias() {
    return bias.clone();
  }

  /** A copy of {@code lin_r.weight}, out x in. */
  public float[] self() {
    return self.clone();
  }

  private static void requireLength(String name, float[] values, long expected) {
    if (values.length != expected) {
      throw new IllegalArgumentException(
          name + " has " + expected + " elements; got " + values.length);
    }
  }
}
