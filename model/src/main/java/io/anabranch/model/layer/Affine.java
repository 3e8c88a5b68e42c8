// SPDX-License-Identifier: Apache-2.0
package io.anabranch.model.layer;

import io.anabranch.model.kernel.RowKernels;
import java.util.Arrays;

/** A matrix and a bias, laid out as the kernels want them. */
public final class Affine {

  private final RowKernels kernels;
  private final int inputWidth;
  private final float[] bias;
  private final float[] matrix; // in x out

  /**
   * @param weight out x in, as PyTorch has it
   * @param bias out
   */
  public Affine(RowKernels kernels, int inputWidth, float[] weight, float[] bias) {
    this.kernels = kernels;
    this.inputWidth = inputWidth;
    this.bias = bias;
    this.matrix = transpose(weight, bias.length, inputWidth);
  }

  public int inputWidth() {
    return inputWidth;
  }

  public int outputWidth() {
    return bias.length;
  }

  /** {@code y = W x}. */
  void multiply(int rows, float[] x, float[] y) {
    Arrays.fill(y, 0, rows * bias.length, 0f);
    multiplyAdd(rows, x, y);
  }

  /** {@code y += W x}. */
  void multiplyAdd(int rows, float[] x, float[] y) {
    kernels.multiplyAdd(rows, x, inputWidth, matrix, bias.length, y);
  }

  /** {@code y = b + W x}. */
  public void apply(int rows, float[] x, float[] y) {
    for (int r = 0; r < rows; r++) {
      System.arraycopy(bias, 0, y, r * bias.length, bias.length);
    }
    multiplyAdd(rows, x, y);
  }

  /** {@code y = b + x}, of x that is multiplied already. */
  void addBias(int rows, float[] x, float[] y) {
    for (int r = 0; r < rows; r++) {
      int off = r * bias.length;
      for (int o = 0; o < bias.length; o++) {
        y[off + o] = bias[o] + x[off + o];
      }
    }
  }

  private static float[] transpose(float[] matrix, int rows, int columns) {
    float[] transposed = new float[matrix.length];
    for (int r = 0; r < rows; r++) {
      for (int c = 0; c < columns; c++) {
        transposed[c * rows + r] = matrix[r * columns + c];
      }
    }
    return transposed;
  }
}
