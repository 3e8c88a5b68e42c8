// SPDX-License-Identifier: Apache-2.0
package io.anabranch.model.risk;

/** {@code W x + b}. Immutable: arrays are copied on the way in and out. */
public final class RiskLayer {

  private final int inputWidth;
  private final float[] weight;
  private final float[] bias;

  /**
   * @param weight out x in, row-major
   * @param bias out
   * @throws IllegalArgumentException when lengths do not fit, or an element is not finite
   */
  public RiskLayer(int inputWidth, float[] weight, float[] bias) {
    if (inputWidth < 1 || bias.length < 1 || weight.length != (long) inputWidth * bias.length) {
      throw new IllegalArgumentException(
          "a layer has a weight for each of its inputs and outputs; got %d for %d and %d"
              .formatted(weight.length, inputWidth, bias.length));
    }
    this.inputWidth = inputWidth;
    this.weight = finite("weight", weight);
    this.bias = finite("bias", bias);
  }

  public int inputWidth() {
    return inputWidth;
  }

  public int outputWidth() {
    return bias.length;
  }

  /** A copy: out x in, row-major. */
  public float[] weight() {
    return weight.clone();
  }

  /** A copy. */
  public float[] bias() {
    return bias.clone();
  }

  private static float[] finite(String name, float[] values) {
    for (int i = 0; i < values.length; i++) {
      if (!Float.isFinite(values[i])) {
        throw new IllegalArgumentException(name + " is finite; element " + i + " is " + values[i]);
      }
    }
    return values.clone();
  }
}
