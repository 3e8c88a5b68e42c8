// SPDX-License-Identifier: Apache-2.0
package io.anabranch.model.layer;

/**
 * The parameters of a layer of attention, named and laid out as PyTorch Geometric's {@code GATConv}
 * has them. Immutable: arrays are copied on the way in and out.
 */
public final class AttentionWeights implements LayerWeights {

  private final Heads heads;
  private final int inputWidth;
  private final int headWidth;
  private final float[] transform;
  private final float[] source;
  private final float[] target;
  private final float[] bias;

  /**
   * The weights of a layer.
   *
   * @param headWidth elements that a head gives
   * @param transform {@code lin.weight}, (heads x headWidth) x in, row-major
   * @param source {@code att_src}, heads x headWidth
   * @param target {@code att_dst}, heads x headWidth
   * @param bias as wide as the output: heads x headWidth where the heads are concatenated, else
   *     headWidth
   * @throws IllegalArgumentException when a width is not positive or a length does not fit
   */
  public AttentionWeights(
      Heads heads,
      int inputWidth,
      int headWidth,
      float[] transform,
      float[] source,
      float[] target,
      float[] bias) {
    if (inputWidth < 1 || headWidth < 1) {
      throw new IllegalArgumentException(
          "widths are positive; got " + inputWidth + " to " + headWidth);
    }
    this.heads = heads;
    this.inputWidth = inputWidth;
    this.headWidth = headWidth;
    long all = (long) heads.count() * headWidth;
    this.transform = SageWeights.copy("lin.weight", transform, all * inputWidth);
    this.source = SageWeights.copy("att_src", source, all);
    this.target = SageWeights.copy("att_dst", target, all);
    this.bias = SageWeights.copy("bias", bias, heads.concatenated() ? all : headWidth);
  }

  @Override
  public AggregatorType aggregator() {
    return AggregatorType.ATTENTION;
  }

  public Heads heads() {
    return heads;
  }

  @Override
  public int inputWidth() {
    return inputWidth;
  }

  /** Elements that a head gives. */
  public int headWidth() {
    return headWidth;
  }

  @Override
  public int outputWidth() {
    return bias.length;
  }

  /** A copy of {@code lin.weight}, (heads x headWidth) x in. */
  public float[] transform() {
    return transform.clone();
  }

  /** A copy of {@code att_src}, heads x headWidth. */
  public float[] source() {
    return source.clone();
  }

  /** A copy of {@code att_dst}, heads x headWidth. */
  public float[] target() {
    return target.clone();
  }

  /** A copy of {@code bias}. */
  public float[] bias() {
    return bias.clone();
  }

  @Override
  public long size() {
    return transform.length + (long) source.length + target.length + bias.length;
  }
}
