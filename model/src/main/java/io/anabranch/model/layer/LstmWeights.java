// SPDX-License-Identifier: Apache-2.0
package io.anabranch.model.layer;

/**
 * The parameters of an LSTM as wide as its input, named and laid out as PyTorch has them: the gates
 * i, f, g and o one below the other. Immutable: arrays are copied on the way in and out.
 */
public final class LstmWeights {

  /** Gates of a cell. */
  static final int GATES = 4;

  private final int width;
  private final float[] input;
  private final float[] recurrent;
  private final float[] inputBias;
  private final float[] recurrentBias;

  /**
   * The weights of one.
   *
   * @param width elements of the input, and of the output
   * @param input {@code weight_ih_l0}, 4 width x width, row-major
   * @param recurrent {@code weight_hh_l0}, 4 width x width, row-major
   * @param inputBias {@code bias_ih_l0}, 4 width
   * @param recurrentBias {@code bias_hh_l0}, 4 width
   * @throws IllegalArgumentException when a length does not fit
   */
  public LstmWeights(
      int width, float[] input, float[] recurrent, float[] inputBias, float[] recurrentBias) {
    this.width = width;
    long gates = (long) GATES * width;
    this.input = SageWeights.copy("weight_ih_l0", input, gates * width);
    this.recurrent = SageWeights.copy("weight_hh_l0", recurrent, gates * width);
    this.inputBias = SageWeights.copy("bias_ih_l0", inputBias, gates);
    this.recurrentBias = SageWeights.copy("bias_hh_l0", recurrentBias, gates);
  }

  public int width() {
    return width;
  }

  /** A copy of {@code weight_ih_l0}, 4 width x width. */
  public float[] input() {
    return input.clone();
  }

  /** A copy of {@code weight_hh_l0}, 4 width x width. */
  public float[] recurrent() {
    return recurrent.clone();
  }

  /** A copy of {@code bias_ih_l0}, 4 width. */
  public float[] inputBias() {
    return inputBias.clone();
  }

  /** A copy of {@code bias_hh_l0}, 4 width. */
  public float[] recurrentBias() {
    return recurrentBias.clone();
  }

  /** How many numbers there are. */
  long size() {
    return input.length + (long) recurrent.length + inputBias.length + recurrentBias.length;
  }
}
