// SPDX-License-Identifier: Apache-2.0
package io.anabranch.model.device;

import io.anabranch.model.kernel.ElementKernels;
import io.anabranch.model.kernel.RowKernels;

/**
 * The primitives that training spends its time in. Those named {@code add...} add to their last
 * argument, the others overwrite it. Shapes are the caller's to check. Implementations are
 * stateless and thread-safe. On {@code cpu} equal input gives equal bits, whatever the number of
 * threads; other devices keep within 1e-4 of it. {@link Devices} finds them by name.
 */
public interface Device {

  /**
   * {@code c += op(a) op(b)}, where op transposes or not.
   *
   * @param a m x k, or k x m when transposed
   * @param b k x n, or n x k when transposed
   * @param c m x n
   */
  void addProduct(Matrix a, boolean transposeA, Matrix b, boolean transposeB, Matrix c);

  /** {@code c += a b}: a is m x k, b is k x n, c is m x n. */
  void addProduct(SparseMatrix a, Matrix b, Matrix c);

  /** {@code c += a' b}: a is k x m, b is k x n, c is m x n. */
  void addTransposedProduct(SparseMatrix a, Matrix b, Matrix c);

  /**
   * Products block by block: {@code c[left g] += a[left g] b[right g]}. Of a's columns the first
   * count, as many as block g of b has rows.
   *
   * @param a left's rows x at least right's largest block
   * @param b right's rows x n
   * @param c left's rows x n
   */
  default void addBlockProducts(Matrix a, Blocks left, Matrix b, Blocks right, Matrix c) {
    BlockProducts products = new BlockProducts(RowKernels.best());
    for (int g = 0; g < left.count(); g++) {
      products.addProduct(g, a, left, b, right, c);
    }
  }

  /**
   * Products block by block: {@code c[out g] += a[in g]' b[in g]}. Of a's columns the first count,
   * as many as block g of c has rows.
   *
   * @param a in's rows x at least out's largest block
   * @param b in's rows x n
   * @param c out's rows x n
   */
  default void addTransposedBlockProducts(Matrix a, Matrix b, Blocks in, Blocks out, Matrix c) {
    BlockProducts products = new BlockProducts(RowKernels.best());
    for (int g = 0; g < in.count(); g++) {
      products.addTransposedProduct(g, a, b, in, out, c);
    }
  }

  /**
   * Products block by block: {@code c[left g] += a[left g] b[right g]'}, into the first columns of
   * c, as many as block g of b has rows.
   *
   * @param a left's rows x k
   * @param b right's rows x k
   * @param c left's rows x at least right's largest block
   */
  default void addBlockDots(Matrix a, Blocks left, Matrix b, Blocks right, Matrix c) {
    BlockProducts products = new BlockProducts(RowKernels.best());
    for (int g = 0; g < left.count(); g++) {
      products.addDots(g, a, left, b, right, c);
    }
  }

  /** {@code y[k] += x[segment of k]}, row by row: x has a row a segment, y a row a member. */
  void addGathered(Matrix x, Segments segments, Matrix y);

  /** {@code y[s] += sum of x[k] over the rows k of s}: x has a row a member, y a row a segment. */
  void addSegmentSums(Matrix x, Segments segments, Matrix y);

  /**
   * {@code y[s][c] = max of x[k][c] over the rows k of s}; 0 of an empty segment.
   *
   * @param winners as many as y has elements: the row that won, the first of equals; -1 of an empty
   *     segment
   */
  void segmentMax(Matrix x, Segments segments, int[] winners, Matrix y);

  /** {@code y[k][c] = e^x[k][c] / sum of e^x[j][c] over the rows j of k's segment}. */
  void segmentSoftmax(Matrix x, Segments segments, Matrix y);

  /**
   * The chain rule of {@link #segmentSoftmax}: {@code dx[k] += y[k] * (dy[k] - sum of y[j] dy[j])},
   * the sum over the rows j of k's segment, each column by itself.
   *
   * @param y what segmentSoftmax gave
   */
  default void addSoftmaxGradient(Matrix y, Matrix dy, Segments segments, Matrix dx) {
    Matrix weighted = Matrix.zeros(y.rows(), y.columns());
    addElementProduct(y, dy, weighted);
    Matrix sums = Matrix.zeros(segments.count(), y.columns());
    addSegmentSums(weighted, segments, sums);
    Matrix spread = Matrix.zeros(y.rows(), y.columns());
    addGathered(sums, segments, spread);
    Matrix rest = dy.copy();
    addScaled(-1f, spread, rest);
    addElementProduct(y, rest, dx);
  }

  /**
   * Products of rows at the ends of edges, head by head: {@code y[e][k] += a[i] . b[j]} over the
   * columns of head k, where i and j are edge e's segments.
   *
   * @param a a row for each of {@code ofA}'s segments; its columns are those of the heads in turn
   * @param b likewise for {@code ofB}
   * @param y edges x heads
   */
  void addEdgeDots(Matrix a, Segments ofA, Matrix b, Segments ofB, Matrix y);

  /**
   * Weighted sums along edges, head by head: {@code y[i] += w[e][k] * x[j]} in the columns of head
   * k, for the edges e of segment i in ascending order, where j is edge e's source.
   *
   * @param w edges x heads
   * @param x a row for each of {@code sources}' segments; its columns are those of the heads in
   *     turn
   * @param y a row for each of {@code targets}' segments, as wide as x
   */
  void addEdgeSums(Matrix w, Segments targets, Matrix x, Segments sources, Matrix y);

  /** {@code y += a x}. */
  void addScaled(float a, Matrix x, Matrix y);

  /** {@code z += x * y}, element by element. */
  void addElementProduct(Matrix x, Matrix y, Matrix z);

  /**
   * Dropout: {@code y += x * factors}. A factor is 0 or {@code 1 / (1 - rate)} by a hash of the
   * seed and the element's place, so that all devices drop the same; the default does.
   *
   * @param rate from 0 to less than 1
   */
  default void addDropped(float rate, long seed, Matrix x, Matrix y) {
    ElementKernels.best().addDropped(rate, seed, x.values(), y.values(), 0, y.values().length);
  }

  /** {@code y = f(x)}, element by element. */
  void apply(Pointwise f, Matrix x, Matrix y);

  /** The chain rule: {@code dx += dy * f'(x)}, where {@code y = f(x)}. */
  void addChained(Pointwise f, Matrix x, Matrix y, Matrix dy, Matrix dx);

  /**
   * All pairs of rows, none of them held: {@code y[i] += sum of s(z[i] . z[j]) z[j]} over all j,
   * where {@code s(x) = 1 / (1 + e^-x)}. Long sums are taken in double. A device without a way of
   * its own takes ours.
   *
   * @param y of the shape of z
   * @return the sum of {@code log(1 + e^(z[i] . z[j]))} over all i and j
   */
  default double addLogisticPairs(Matrix z, Matrix y) {
    return cpu().addLogisticPairs(z, y);
  }

  /** Our own kernels, on all cores. */
  static Device cpu() {
    return cpu(Runtime.getRuntime().availableProcessors());
  }

  /** Our own kernels, on that many threads. */
  static Device cpu(int threads) {
    return new CpuDevice(RowKernels.best(), new Workers(threads));
  }
}
