// SPDX-License-Identifier: Apache-2.0
package io.anabranch.model.device;

import io.anabranch.model.kernel.ElementKernels;
import io.anabranch.model.kernel.RowKernels;
import java.util.Arrays;
import java.util.function.BiConsumer;
import java.util.function.ObjIntConsumer;

/** Row kernels over the rows of the result, which are shared out among the workers. */
final class CpuDevice implements Device {

  /** Dense products go by so fast; measured in elements touched one by one. */
  private static final int PRODUCTS_A_STEP = 16;

  private final RowKernels kernels;
  private final Workers workers;

  CpuDevice(RowKernels kernels, Workers workers) {
    this.kernels = kernels;
    this.workers = workers;
  }

  @Override
  public void addProduct(Matrix a, boolean transposeA, Matrix b, boolean transposeB, Matrix c) {
    Matrix right = transposeB ? transpose(b) : b;
    if (transposeA) {
      padded(right, c, (wideRight, wideC) -> addTransposedProduct(a, wideRight, wideC));
    } else {
      padded(right, c, (wideRight, wideC) -> addProduct(a, wideRight, wideC));
    }
  }

  private void addTransposedProduct(Matrix left, Matrix right, Matrix c) {
    float[] x = left.values();
    float[] y = right.values();
    int in = left.columns();
    int out = right.columns();
    workers.run(
        in,
        (long) x.length * out / PRODUCTS_A_STEP,
        (from, to) ->
            kernels.addTransposedProduct(from, to, left.rows(), x, in, y, out, c.values()));
  }

  private void addProduct(Matrix left, Matrix right, Matrix c) {
    float[] x = left.values();
    float[] w = right.values();
    int in = left.columns();
    int out = right.columns();
    workers.run(
        left.rows(),
        (long) x.length * out / PRODUCTS_A_STEP,
        (from, to) -> kernels.multiplyAdd(from, to, x, in, w, out, c.values()));
  }

  @Override
  public void addProduct(SparseMatrix a, Matrix b, Matrix c) {
    padded(b, c, (x, y) -> addRows(a.values(), a.columnOf(), a.offsets(), x, y));
  }

  @Override
  public void addTransposedProduct(SparseMatrix a, Matrix b, Matrix c) {
    float[] values = a.transposedValues();
    padded(b, c, (x, y) -> addRows(values, a.transposedColumnOf(), a.transposedOffsets(), x, y));
  }

  @Override
  public void addSegmentSums(Matrix x, Segments segments, Matrix y) {
    addRows(segments.ones(), segments.members(), segments.offsets(), x, y);
  }

  /** Does {@code work} to b and c, or to wider copies of them. */
  private static void padded(Matrix b, Matrix c, BiConsumer<Matrix, Matrix> work) {
    if (!Padding.pays(c.columns())) {
      work.accept(b, c);
      return;
    }
    Matrix wide = Padding.widen(c);
    work.accept(Padding.widen(b), wide);
    Padding.narrow(wide, c);
  }

  private void addRows(float[] weights, int[] rows, int[] offsets, Matrix b, Matrix c) {
    int n = b.columns();
    workers.run(
        c.rows(),
        (long) rows.length * n,
        (from, to) -> {
          for (int r = from; r < to; r++) {
            kernels.addWeightedRows(
                weights, rows, offsets[r], offsets[r + 1], b.values(), c.values(), r * n, n);
          }
        });
  }

  @Override
  public void addBlockProducts(Matrix a, Blocks left, Matrix b, Blocks right, Matrix c) {
    blocks(
        left.count(),
        (long) left.rows() * right.largest() * b.columns(),
        (products, g) -> products.addProduct(g, a, left, b, right, c));
  }

  @Override
  public void addTransposedBlockProducts(Matrix a, Matrix b, Blocks in, Blocks out, Matrix c) {
    blocks(
        in.count(),
        (long) in.rows() * out.largest() * b.columns(),
        (products, g) -> products.addTransposedProduct(g, a, b, in, out, c));
  }

  @Override
  public void addBlockDots(Matrix a, Blocks left, Matrix b, Blocks right, Matrix c) {
    blocks(
        left.count(),
        (long) left.rows() * right.largest() * b.columns(),
        (products, g) -> products.addDots(g, a, left, b, right, c));
  }

  /** A block is the work of one thread. */
  private void blocks(int count, long work, ObjIntConsumer<BlockProducts> task) {
    workers.run(
        count,
        work,
        (from, to) -> {
          BlockProducts products = new BlockProducts(kernels);
          for (int g = from; g < to; g++) {
            task.accept(products, g);
          }
        });
  }

  @Override
  public void addGathered(Matrix x, Segments segments, Matrix y) {
    int n = x.columns();
    float[] from = x.values();
    float[] to = y.values();
    workers.run(
        segments.rows(),
        to.length,
        (first, last) -> {
          for (int k = first; k < last; k++) {
            int off = segments.segment(k) * n;
            addRow(from, off, to, k * n, n);
          }
        });
  }

  /** Unrolled, since rows are often as short as there are heads. */
  private static void addRow(float[] from, int off, float[] to, int at, int n) {
    int i = 0;
    for (; i + 4 <= n; i += 4) {
      to[at + i] += from[off + i];
      to[at + i + 1] += from[off + i + 1];
      to[at + i + 2] += from[off + i + 2];
      to[at + i + 3] += from[off + i + 3];
    }
    for (; i < n; i++) {
      to[at + i] += from[off + i];
    }
  }

  @Override
  public void segmentMax(Matrix x, Segments segments, int[] winners, Matrix y) {
    workers.run(
        segments.count(),
        x.values().length,
        (from, to) -> {
          for (int s = from; s < to; s++) {
            maximum(x, segments, s, winners, y);
          }
        });
  }

  private static void maximum(Matrix x, Segments segments, int s, int[] winners, Matrix y) {
    int n = x.columns();
    int first = segments.start(s) < segments.end(s) ? segments.member(segments.start(s)) : -1;
    Arrays.fill(winners, s * n, (s + 1) * n, first);
    Arrays.fill(y.values(), s * n, (s + 1) * n, 0f);
    if (first >= 0) {
      System.arraycopy(x.values(), first * n, y.values(), s * n, n);
    }
    for (int p = segments.start(s) + 1; p < segments.end(s); p++) {
      raise(x.values(), segments.member(p), winners, y.values(), s * n, n);
    }
  }

  private static void raise(float[] x, int row, int[] winners, float[] y, int off, int n) {
    for (int c = 0; c < n; c++) {
      float value = x[row * n + c];
      // Float's order puts NaN above all, so that it is not lost.
      if (!(value <= y[off + c]) && Float.compare(value, y[off + c]) > 0) {
        y[off + c] = value;
        winners[off + c] = row;
      }
    }
  }

  @Override
  public void segmentSoftmax(Matrix x, Segments segments, Matrix y) {
    int count = segments.count();
    long work = x.values().length * 2L;
    workers.run(
        count, work, (from, to) -> SegmentSoftmaxes.subtractMaxima(x, segments, y, from, to));
    elements(
        y.values().length,
        (first, last) -> ElementKernels.best().exp(y.values(), y.values(), first, last));
    workers.run(count, work, (from, to) -> SegmentSoftmaxes.normalise(y, segments, from, to));
  }

  @Override
  public void addSoftmaxGradient(Matrix y, Matrix dy, Segments segments, Matrix dx) {
    workers.run(
        segments.count(),
        y.values().length * 2L,
        (from, to) -> SegmentSoftmaxes.addGradient(y, dy, segments, dx, from, to));
  }

  @Override
  public void addEdgeDots(Matrix a, Segments ofA, Matrix b, Segments ofB, Matrix y) {
    int n = a.columns();
    int heads = y.columns();
    int[] rowOfA = ofA.segmentOf();
    int[] rowOfB = ofB.segmentOf();
    workers.run(
        y.rows(),
        (long) y.rows() * n,
        (from, to) -> {
          for (int e = from; e < to; e++) {
            EdgeDots.add(
                a.values(),
                rowOfA[e] * n,
                b.values(),
                rowOfB[e] * n,
                n / heads,
                heads,
                y.values(),
                e * heads);
          }
        });
  }

  @Override
  public void addEdgeSums(Matrix w, Segments targets, Matrix x, Segments sources, Matrix y) {
    if (w.columns() == 1) {
      padded(x, y, (wideX, wideY) -> addEdgeSums(w, 1, targets, wideX, sources, wideY));
    } else {
      addEdgeSums(w, w.columns(), targets, x, sources, y);
    }
  }

  private void addEdgeSums(
      Matrix w, int heads, Segments targets, Matrix x, Segments sources, Matrix y) {
    int n = x.columns();
    workers.run(
        targets.count(),
        (long) w.rows() * n,
        (from, to) -> {
          for (int s = from; s < to; s++) {
            kernels.addWeightedBlocks(
                w.values(),
                heads,
                targets.members(),
                targets.start(s),
                targets.end(s),
                sources.segmentOf(),
                x.values(),
                y.values(),
                s * n,
                n);
          }
        });
  }

  @Override
  public double addLogisticPairs(Matrix z, Matrix y) {
    if (!Padding.pays(z.columns())) {
      return new AllPairs(kernels, z).run(workers, y);
    }
    Matrix wide = Padding.widen(y);
    double sum = new AllPairs(kernels, Padding.widen(z)).run(workers, wide);
    Padding.narrow(wide, y);
    return sum;
  }

  @Override
  public void addScaled(float a, Matrix x, Matrix y) {
    float[] from = x.values();
    float[] to = y.values();
    elements(
        to.length,
        (first, last) -> {
          for (int i = first; i < last; i++) {
            to[i] = Math.fma(a, from[i], to[i]);
          }
        });
  }

  @Override
  public void addElementProduct(Matrix x, Matrix y, Matrix z) {
    float[] a = x.values();
    float[] b = y.values();
    float[] to = z.values();
    elements(
        to.length,
        (first, last) -> {
          for (int i = first; i < last; i++) {
            to[i] = Math.fma(a[i], b[i], to[i]);
          }
        });
  }

  @Override
  public void addDropped(float rate, long seed, Matrix x, Matrix y) {
    elements(
        y.values().length,
        (first, last) ->
            ElementKernels.best().addDropped(rate, seed, x.values(), y.values(), first, last));
  }

  @Override
  public void apply(Pointwise f, Matrix x, Matrix y) {
    float[] from = x.values();
    float[] to = y.values();
    elements(to.length, (first, last) -> f.apply(from, to, first, last));
  }

  @Override
  public void addChained(Pointwise f, Matrix x, Matrix y, Matrix dy, Matrix dx) {
    float[] to = dx.values();
    elements(
        to.length,
        (first, last) -> f.addChained(x.values(), y.values(), dy.values(), to, first, last));
  }

  private void elements(int count, Workers.Task task) {
    workers.run(count, count, task);
  }

  private Matrix transpose(Matrix a) {
    float[] to = new float[a.values().length];
    workers.run(a.columns(), to.length, (from, last) -> Transpose.rows(a, to, from, last));
    return Matrix.of(a.columns(), a.rows(), to);
  }
}
