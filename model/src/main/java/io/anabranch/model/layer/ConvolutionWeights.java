// SPDX-License-Identifier: Apache-2.0
package io.anabranch.model.layer;

/**
 * The parameters of a layer of graph convolution, named and laid out as PyTorch Geometric's {@code
 * GCNConv} has them. Immutable: arrays are copied on the way in and out.
 */
public final class ConvolutionWeights implements LayerWeights {

  private final int inputWidth;
  private final float[] transform;
  private final float[] bias;

  /**
   * The weights of a layer.
   *
   * @param transform {@code lin.weight}, out x in, row-major
   * @param bias {@code bias}, out
   * @throws IllegalArgumentException when a width is not positive or a length does not fit
   */
  public ConvolutionWeights(int inputWidth, int outputWidth, float[] transform, float[] bias) {
    if (inputWidth < 1 || outputWidth < 1) {
      throw new IllegalArgumentException(
          "widths are positive; got " + inputWidth + " to " + outputWidth);
    }
    this.inputWidth = inputWidth;
    this.transform = SageWeights.copy("lin.weight", transform, (long) outputWidth * inputWidth);
    this.bias = SageWeights.copy("bias", bias, outputWidth);
  }

  @Override
  public AggregatorType aggregator() {
    return AggregatorType.NORMALISED_SUM;
  }

  @Override
  public int inputWidth() {
    return inputWidth;
  }

  @Override
  public int outputWidth() {
    return bias.length;
  }

  /** A copy of {@code lin.weight}, out x in. */
  public float[] transform() {
    return transform.clone();
  }

  /** A copy of {@code bias}, out. */
  public float[] bias() {
    return bias.clone();
  }

  @Override
  public long size() {
    return transform.length + (long) bias.length;
  }
}
