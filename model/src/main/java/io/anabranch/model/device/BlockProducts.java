// SPDX-License-Identifier: Apache-2.0
package io.anabranch.model.device;

import io.anabranch.model.kernel.RowKernels;

/**
 * Small dense products, one a block, by the row kernels: each block is copied to where they expect
 * it, transposed on the way where need be, its columns filled up to whole vectors with zeros. What
 * a block gives does not depend on the blocks beside it. Buffers are used again from block to
 * block; one instance serves one thread.
 */
final class BlockProducts {

  private final RowKernels kernels;
  private float[] x = new float[0];
  private float[] w = new float[0];
  private float[] y = new float[0];

  BlockProducts(RowKernels kernels) {
    this.kernels = kernels;
  }

  /** {@code c[left g] += a[left g] b[right g]}: m x k times k x n. */
  void addProduct(int g, Matrix a, Blocks left, Matrix b, Blocks right, Matrix c) {
    int m = left.size(g);
    int k = right.size(g);
    x = room(x, m * k);
    copy(a, left.start(g), m, k, x, k);
    multiply(m, k, b, right.start(g), c, left.start(g));
  }

  /** {@code c[out g] += a[in g]' b[in g]}: m x k times k x n. */
  void addTransposedProduct(int g, Matrix a, Matrix b, Blocks in, Blocks out, Matrix c) {
    int m = out.size(g);
    int k = in.size(g);
    x = room(x, m * k);
    transpose(a, in.start(g), k, m, x, k);
    multiply(m, k, b, in.start(g), c, out.start(g));
  }

  /** x times k rows of b, added to m rows of c. */
  private void multiply(int m, int k, Matrix b, int rowOfB, Matrix c, int rowOfC) {
    int n = b.columns();
    int wide = wide(n);
    w = room(w, k * wide);
    y = room(y, m * wide);
    copy(b, rowOfB, k, n, w, wide);
    copy(c, rowOfC, m, n, y, wide);
    kernels.multiplyAdd(m, x, k, w, wide, y);
    copyBack(y, wide, c, rowOfC, m, n);
  }

  /** {@code c[left g] += a[left g] b[right g]'}: m x k times k x n. */
  void addDots(int g, Matrix a, Blocks left, Matrix b, Blocks right, Matrix c) {
    int m = left.size(g);
    int k = a.columns();
    int n = right.size(g);
    int wide = wide(n);
    x = room(x, m * k);
    w = room(w, k * wide);
    y = room(y, m * wide);
    copy(a, left.start(g), m, k, x, k);
    transpose(b, right.start(g), n, k, w, wide);
    copy(c, left.start(g), m, n, y, wide);
    kernels.multiplyAdd(m, x, k, w, wide, y);
    copyBack(y, wide, c, left.start(g), m, n);
  }

  private int wide(int columns) {
    int lanes = kernels.lanes();
    return (columns + lanes - 1) / lanes * lanes;
  }

  /** What stands in the buffer's columns beyond the copied ones is finite, and is not read back. */
  private static float[] room(float[] buffer, int length) {
    return buffer.length >= length ? buffer : new float[length];
  }

  private static void copy(Matrix from, int row, int rows, int columns, float[] to, int stride) {
    for (int r = 0; r < rows; r++) {
      System.arraycopy(from.values(), (row + r) * from.columns(), to, r * stride, columns);
    }
  }

  private static void copyBack(float[] from, int stride, Matrix to, int row, int rows, int n) {
    for (int r = 0; r < rows; r++) {
      System.arraycopy(from, r * stride, to.values(), (row + r) * to.columns(), n);
    }
  }

  /** {@code to[c][r] = from[row + r][c]}, four rows at a time. */
  private static void transpose(
      Matrix from, int row, int rows, int columns, float[] to, int stride) {
    float[] x = from.values();
    int step = from.columns();
    int r = 0;
    for (; r + 4 <= rows; r += 4) {
      int off = (row + r) * step;
      for (int c = 0; c < columns; c++) {
        int at = c * stride + r;
        to[at] = x[off + c];
        to[at + 1] = x[off + step + c];
        to[at + 2] = x[off + 2 * step + c];
        to[at + 3] = x[off + 3 * step + c];
      }
    }
    for (; r < rows; r++) {
      for (int c = 0; c < columns; c++) {
        to[c * stride + r] = x[(row + r) * step + c];
      }
    }
  }
}
