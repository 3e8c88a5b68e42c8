// SPDX-License-Identifier: Apache-2.0
package io.anabranch.model.kernel;

/**
 * What a layer does to a block of rows. The bits of a row depend on nothing but the row and the
 * weights: not on the rows beside it, their number, the implementation or the compiler. Matrices
 * are contiguous and row-major and begin at index 0. Implementations are stateless and thread-safe.
 */
public interface RowKernels {

  /** Added to nothing smaller: {@code torch.nn.functional.normalize} divides by no less. */
  double SMALLEST_NORM = 1e-12;

  /**
   * {@code y += x w}, the inputs in index order: {@code y[r][o] = fma(x[r][i], w[i][o], y[r][o])}
   * for i = 0, 1, ..., in - 1.
   *
   * @param x rows x in
   * @param w in x out
   * @param y rows x out; holds the starting value, a bias for example
   */
  default void multiplyAdd(int rows, float[] x, int in, float[] w, int out, float[] y) {
    multiplyAdd(0, rows, x, in, w, out, y);
  }

  /** The same, of rows {@code from .. to - 1} of x and y alone. */
  void multiplyAdd(int from, int to, float[] x, int in, float[] w, int out, float[] y);

  /**
   * {@code c += x' y}, the rows in order: {@code c[i][o] = fma(x[r][i], y[r][o], c[i][o])} for r =
   * 0, 1, ..., rows - 1 and i = from, ..., to - 1.
   *
   * @param x rows x in
   * @param y rows x out
   * @param c in x out
   */
  void addTransposedProduct(
      int from, int to, int rows, float[] x, int in, float[] y, int out, float[] c);

  /**
   * Adds weighted rows of a matrix to one row: {@code y[yOff + i] = fma(weights[e], matrix[rows[e]
   * * n + i], y[yOff + i])} for e = from, from + 1, ..., to - 1 and i below n.
   *
   * @param matrix any x n
   */
  void addWeightedRows(
      float[] weights, int[] rows, int from, int to, float[] matrix, float[] y, int yOff, int n);

  /**
   * The same with a weight for each of the heads, which are equally wide blocks of columns: {@code
   * y[yOff + i] = fma(weights[e * heads + k], matrix[rows[e] * n + i], y[yOff + i])} for i in block
   * k and e = edges[from], ..., edges[to - 1].
   *
   * @param edges of which from and to bound a range
   * @param rows one an edge
   */
  void addWeightedBlocks(
      float[] weights,
      int heads,
      int[] edges,
      int from,
      int to,
      int[] rows,
      float[] matrix,
      float[] y,
      int yOff,
      int n);

  /** A matrix whose columns are a multiple of this is done without a slow rest. */
  default int lanes() {
    return 8;
  }

  /** Whether no element is NaN or infinite. */
  default boolean isFinite(float[] x) {
    for (float v : x) {
      if (!Float.isFinite(v)) {
        return false;
      }
    }
    return true;
  }

  /**
   * Replaces each element by {@code 1 / (1 + e^-x)}, within 2^-22 of it down to x = -87.
   *
   * @param n at most 1008
   * @return the sum of {@code log(1 + e^x)}: each term within 2^-23, the sum rounded as a chain of
   *     n / 16 floats is; not finite when an element is not, and then no result counts
   */
  default double logistic(float[] x, int off, int n) {
    Logistic.requireLength(n);
    return Logistic.replace(x, off, n);
  }

  /**
   * Adds rows of integers: {@code acc[i] += matrix[offsets[k] + i]} for i below n and k below
   * count. Several rows are read at once, so that their cache misses overlap.
   */
  void addRows(int[] matrix, int[] offsets, int count, int[] acc, int n);

  /** {@code max(y, 0)}: NaN stays NaN, -0.0 becomes 0.0. */
  default void relu(float[] y, int off, int n) {
    for (int i = off; i < off + n; i++) {
      y[i] = Math.max(y[i], 0f);
    }
  }

  /** {@code y} above 0, else {@code e^y - 1}: NaN stays NaN. */
  default void elu(float[] y, int off, int n) {
    for (int i = off; i < off + n; i++) {
      y[i] = y[i] > 0 ? y[i] : Exponential.expMinus1(y[i]);
    }
  }

  /**
   * Scales each of the rows to Euclidean length 1; a row of zeros stays as it is. The squares are
   * exact in double; eight partial sums, by index modulo 8, are combined as one fixed tree.
   *
   * @param y rows x n
   */
  default void l2Normalise(int rows, float[] y, int n) {
    for (int off = 0; off < rows * n; off += n) {
      double norm = length(y, off, n);
      scale(y, off, n, 1 / Math.max(norm, SMALLEST_NORM));
    }
  }

  /** The Euclidean length of a row, as {@link #l2Normalise} takes it. */
  static double length(float[] y, int off, int n) {
    return Math.sqrt(SumOfSquares.of(y, off, n));
  }

  /** {@code y[i] = y[i] factor}, multiplied in double and rounded once. */
  default void scale(float[] y, int off, int n, double factor) {
    for (int i = off; i < off + n; i++) {
      y[i] = (float) (y[i] * factor);
    }
  }

  /** Sets what is not finite to 0 and returns how many elements that were. */
  default int sanitise(float[] y, int off, int n) {
    int replaced = 0;
    for (int i = off; i < off + n; i++) {
      if (!Float.isFinite(y[i])) {
        y[i] = 0f;
        replaced++;
      }
    }
    return replaced;
  }

  /**
   * The Vector API's kernels where this JVM has the module {@code jdk.incubator.vector}, else the
   * scalar ones; the system property {@code anabranch.kernels} ({@code scalar} or {@code vector})
   * decides instead where it is set. All of them give the same bits.
   *
   * @throws IllegalStateException when the property asks for what is not there
   */
  static RowKernels best() {
    return KernelChoice.BEST;
  }
}
