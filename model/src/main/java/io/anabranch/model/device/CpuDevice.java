// SPDX-License-Identifier: Apache-2.0
package io.anabranch.model.device;

import io.anabranch.model.kernel.Exponential;
import io.anabranch.model.kernel.RowKernels;
import java.util.function.BiConsumer;

/** Row kernels over the rows of the result, which are shared out among the workers. */
final class CpuDevice implements Device {

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
        (long) x.length * out,
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
        (long) x.length * out,
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
            for (int i = 0; i < n; i++) {
              to[k * n + i] += from[off + i];
            }
          }
        });
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
    for (int c = 0; c < x.columns(); c++) {
      int winner = -1;
      for (int p = segments.start(s); p < segments.end(s); p++) {
        int k = segments.member(p);
        // Float's order puts NaN above all, so that it is not lost.
        if (winner < 0 || Float.compare(x.get(k, c), x.get(winner, c)) > 0) {
          winner = k;
        }
      }
      winners[s * x.columns() + c] = winner;
      y.values()[s * x.columns() + c] = winner < 0 ? 0f : x.get(winner, c);
    }
  }

  @Override
  public void segmentSoftmax(Matrix x, Segments segments, Matrix y) {
    workers.run(
        segments.count(),
        x.values().length * 8L,
        (from, to) -> {
          for (int s = from; s < to; s++) {
            for (int c = 0; c < x.columns(); c++) {
              softmax(x, segments, s, c, y);
            }
          }
        });
  }

  private static void softmax(Matrix x, Segments segments, int s, int c, Matrix y) {
    float largest = Float.NEGATIVE_INFINITY;
    for (int p = segments.start(s); p < segments.end(s); p++) {
      largest = Math.max(largest, x.get(segments.member(p), c));
    }
    double sum = 0;
    for (int p = segments.start(s); p < segments.end(s); p++) {
      int at = segments.member(p) * x.columns() + c;
      float power = Exponential.exp(x.values()[at] - largest);
      y.values()[at] = power;
      sum += power;
    }
    for (int p = segments.start(s); p < segments.end(s); p++) {
      int at = segments.member(p) * x.columns() + c;
      y.values()[at] = (float) (y.values()[at] / sum);
    }
  }

  @Override
  public void addEdgeDots(Matrix a, Segments ofA, Matrix b, Segments ofB, Matrix y) {
    workers.run(
        y.rows(),
        (long) y.rows() * a.columns(),
        (from, to) -> {
          for (int e = from; e < to; e++) {
            dots(a, ofA.segment(e), b, ofB.segment(e), e, y);
          }
        });
  }

  /** Head by head, the products added in the order of the columns. */
  private static void dots(Matrix a, int rowOfA, Matrix b, int rowOfB, int e, Matrix y) {
    int heads = y.columns();
    int block = a.columns() / heads;
    int i = rowOfA * a.columns();
    int j = rowOfB * a.columns();
    for (int k = 0; k < heads; k++, i += block, j += block) {
      float sum = 0;
      for (int c = 0; c < block; c++) {
        sum = Math.fma(a.values()[i + c], b.values()[j + c], sum);
      }
      y.values()[e * heads + k] += sum;
    }
  }

  @Override
  public void addEdgeSums(Matrix w, Segments targets, Matrix x, Segments sources, Matrix y) {
    int heads = w.columns();
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
        (first, last) -> {
          if (f == Pointwise.RELU) {
            kernels.addWherePositive(first, last, y.values(), dy.values(), to);
          } else {
            f.chain(x.values(), y.values(), dy.values(), to, first, last);
          }
        });
  }

  private void elements(int count, Workers.Task task) {
    workers.run(count, count, task);
  }

  private static Matrix transpose(Matrix a) {
    int columns = a.columns();
    float[] from = a.values();
    float[] to = new float[from.length];
    for (int r = 0; r < a.rows(); r++) {
      for (int c = 0; c < columns; c++) {
        to[c * a.rows() + r] = from[r * columns + c];
      }
    }
    return Matrix.of(columns, a.rows(), to);
  }
}
