// SPDX-License-Identifier: Apache-2.0
package io.anabranch.model.kernel;

/**
 * What training does to the elements {@code from .. to - 1} of arrays, each by itself. x and y may
 * be one array. All implementations give the same bits, those of {@link Exponential} where it has
 * the function; they are stateless and thread-safe.
 */
public interface ElementKernels {

  /** {@code y[i] = e^x[i]}. */
  void exp(float[] x, float[] y, int from, int to);

  /** {@code y[i] = x[i]} above 0, {@code e^x[i] - 1} below. */
  void elu(float[] x, float[] y, int from, int to);

  /** {@code y[i] = 1 / (1 + e^-x[i])}. */
  void sigmoid(float[] x, float[] y, int from, int to);

  /** {@code y[i] = tanh(x[i])}. */
  void tanh(float[] x, float[] y, int from, int to);

  /**
   * The chain rule of a function whose slope is 1 above 0 and {@code below} elsewhere: {@code dx[i]
   * = fma(dy[i], slope, dx[i])}.
   */
  void addChainedKink(float[] x, float below, float[] dy, float[] dx, int from, int to);

  /**
   * Dropout (Srivastava et al. 2014): {@code y[i] = fma(x[i], factor, y[i])}, where the factor is 0
   * for about {@code rate} of all i, and {@code 1 / (1 - rate)} for the others. Which ones is a
   * function of the seed, the rate and i.
   *
   * @param rate from 0 to less than 1
   */
  void addDropped(float rate, long seed, float[] x, float[] y, int from, int to);

  /** Chosen as {@link RowKernels#best} is. */
  static ElementKernels best() {
    return KernelChoice.BEST_OF_ELEMENTS;
  }
}
