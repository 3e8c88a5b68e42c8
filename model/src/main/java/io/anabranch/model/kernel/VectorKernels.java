// SPDX-License-Identifier: Apache-2.0
package io.anabranch.model.kernel;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * The Vector API across outputs. A tile of outputs stays in registers while all inputs go by, in
 * index order, so each output sees the same chain of fma as in {@link ScalarKernels}. Four rows
 * share each load of a weight; with 256-bit registers a tile of four rows and two vectors, or one
 * row and eight vectors, is as many accumulators as it takes to hide the latency of fma.
 *
 * <p>One species of floats only: a second one would make the API's call sites bimorphic and box
 * every accumulator. Outputs beyond the last whole vector are peeled off into scalar code.
 */
final class VectorKernels implements RowKernels {

  private static final VectorSpecies<Float> LANES = FloatVector.SPECIES_PREFERRED;
  private static final int L = LANES.length();

  /** Floats of x and y that stay in the first cache, half of it. */
  private static final int CHUNK = 4096;

  private static final VectorSpecies<Integer> INTS = IntVector.SPECIES_PREFERRED;

  @Override
  public void multiplyAdd(int from, int to, float[] x, int in, float[] w, int out, float[] y) {
    int r = from;
    for (; r + 4 <= to; r += 4) {
      fourRows(x, r * in, in, w, out, y, r * out);
    }
    for (; r < to; r++) {
      oneRow(x, r * in, in, w, out, y, r * out);
    }
  }

  /** Rows go by in chunks that stay in the first cache while all tiles of c take them in. */
  @Override
  public void addTransposedProduct(
      int from, int to, int rows, float[] x, int in, float[] y, int out, float[] c) {
    int chunk = Math.max(16, CHUNK / Math.max(1, to - from + out));
    for (int first = 0; first < rows; first += chunk) {
      int last = Math.min(rows, first + chunk);
      int i = from;
      for (; i + 4 <= to; i += 4) {
        fourInputs(first, last, x, in, i, y, out, c);
      }
      if (i < to) {
        ScalarKernels.addTransposedProduct(i, to, first, last, x, in, y, 0, out, c);
      }
    }
  }

  private static void fourInputs(
      int first, int last, float[] x, int in, int i, float[] y, int out, float[] c) {
    int o = 0;
    for (; o + 2 * L <= out; o += 2 * L) {
      fourByTwoTransposed(first, last, x, in, i, y, o, out, c);
    }
    for (; o + L <= out; o += L) {
      fourByOneTransposed(first, last, x, in, i, y, o, out, c);
    }
    if (o < out) {
      ScalarKernels.addTransposedProduct(i, i + 4, first, last, x, in, y, o, out, c);
    }
  }

  private static void fourByTwoTransposed(
      int first, int last, float[] x, int in, int i, float[] y, int o, int out, float[] c) {
    int off = i * out + o;
    FloatVector a0 = FloatVector.fromArray(LANES, c, off);
    FloatVector a1 = FloatVector.fromArray(LANES, c, off + L);
    FloatVector b0 = FloatVector.fromArray(LANES, c, off + out);
    FloatVector b1 = FloatVector.fromArray(LANES, c, off + out + L);
    FloatVector c0 = FloatVector.fromArray(LANES, c, off + 2 * out);
    FloatVector c1 = FloatVector.fromArray(LANES, c, off + 2 * out + L);
    FloatVector d0 = FloatVector.fromArray(LANES, c, off + 3 * out);
    FloatVector d1 = FloatVector.fromArray(LANES, c, off + 3 * out + L);
    for (int r = first; r < last; r++) {
      FloatVector y0 = FloatVector.fromArray(LANES, y, r * out + o);
      FloatVector y1 = FloatVector.fromArray(LANES, y, r * out + o + L);
      FloatVector a = FloatVector.broadcast(LANES, x[r * in + i]);
      a0 = a.fma(y0, a0);
      a1 = a.fma(y1, a1);
      FloatVector b = FloatVector.broadcast(LANES, x[r * in + i + 1]);
      b0 = b.fma(y0, b0);
      b1 = b.fma(y1, b1);
      FloatVector d = FloatVector.broadcast(LANES, x[r * in + i + 2]);
      c0 = d.fma(y0, c0);
      c1 = d.fma(y1, c1);
      FloatVector e = FloatVector.broadcast(LANES, x[r * in + i + 3]);
      d0 = e.fma(y0, d0);
      d1 = e.fma(y1, d1);
    }
    a0.intoArray(c, off);
    a1.intoArray(c, off + L);
    b0.intoArray(c, off + out);
    b1.intoArray(c, off + out + L);
    c0.intoArray(c, off + 2 * out);
    c1.intoArray(c, off + 2 * out + L);
    d0.intoArray(c, off + 3 * out);
    d1.intoArray(c, off + 3 * out + L);
  }

  private static void fourByOneTransposed(
      int first, int last, float[] x, int in, int i, float[] y, int o, int out, float[] c) {
    int off = i * out + o;
    FloatVector a = FloatVector.fromArray(LANES, c, off);
    FloatVector b = FloatVector.fromArray(LANES, c, off + out);
    FloatVector d = FloatVector.fromArray(LANES, c, off + 2 * out);
    FloatVector e = FloatVector.fromArray(LANES, c, off + 3 * out);
    for (int r = first; r < last; r++) {
      FloatVector row = FloatVector.fromArray(LANES, y, r * out + o);
      a = FloatVector.broadcast(LANES, x[r * in + i]).fma(row, a);
      b = FloatVector.broadcast(LANES, x[r * in + i + 1]).fma(row, b);
      d = FloatVector.broadcast(LANES, x[r * in + i + 2]).fma(row, d);
      e = FloatVector.broadcast(LANES, x[r * in + i + 3]).fma(row, e);
    }
    a.intoArray(c, off);
    b.intoArray(c, off + out);
    d.intoArray(c, off + 2 * out);
    e.intoArray(c, off + 3 * out);
  }

  @Override
  public void addRows(int[] matrix, int[] offsets, int count, int[] acc, int n) {
    int whole = INTS.loopBound(n);
    int k = 0;
    for (; k + 4 <= count; k += 4) {
      addFour(matrix, offsets[k], offsets[k + 1], offsets[k + 2], offsets[k + 3], acc, whole);
    }
    for (; k < count; k++) {
      addOne(matrix, offsets[k], acc, whole);
    }
    for (int i = whole; i < n; i++) {
      for (k = 0; k < count; k++) {
        acc[i] += matrix[offsets[k] + i];
      }
    }
  }

  @Override
  public void addWeightedRows(
      float[] weights, int[] rows, int from, int to, float[] matrix, float[] y, int yOff, int n) {
    int i = 0;
    for (; i + 2 * L <= n; i += 2 * L) {
      FloatVector a = FloatVector.fromArray(LANES, y, yOff + i);
      FloatVector b = FloatVector.fromArray(LANES, y, yOff + i + L);
      for (int e = from; e < to; e++) {
        FloatVector weight = FloatVector.broadcast(LANES, weights[e]);
        int off = rows[e] * n + i;
        a = weight.fma(FloatVector.fromArray(LANES, matrix, off), a);
        b = weight.fma(FloatVector.fromArray(LANES, matrix, off + L), b);
      }
      a.intoArray(y, yOff + i);
      b.intoArray(y, yOff + i + L);
    }
    for (; i + L <= n; i += L) {
      FloatVector a = FloatVector.fromArray(LANES, y, yOff + i);
      for (int e = from; e < to; e++) {
        FloatVector weight = FloatVector.broadcast(LANES, weights[e]);
        a = weight.fma(FloatVector.fromArray(LANES, matrix, rows[e] * n + i), a);
      }
      a.intoArray(y, yOff + i);
    }
    ScalarKernels.addWeightedRows(weights, rows, from, to, matrix, y, yOff, i, n);
  }

  @Override
  public void addWeightedBlocks(
      float[] weights,
      int heads,
      int[] edges,
      int from,
      int to,
      int[] rows,
      float[] matrix,
      float[] y,
      int yOff,
      int n) {
    VectorBlocks.add(weights, heads, edges, from, to, rows, matrix, y, yOff, n);
  }

  @Override
  public int lanes() {
    return L;
  }

  /** 0 times anything finite is 0, times anything else NaN. */
  @Override
  public boolean isFinite(float[] x) {
    FloatVector a = FloatVector.zero(LANES);
    FloatVector b = a;
    FloatVector c = a;
    FloatVector d = a;
    int i = 0;
    for (; i + 4 * L <= x.length; i += 4 * L) {
      a = FloatVector.fromArray(LANES, x, i).mul(0f).add(a);
      b = FloatVector.fromArray(LANES, x, i + L).mul(0f).add(b);
      c = FloatVector.fromArray(LANES, x, i + 2 * L).mul(0f).add(c);
      d = FloatVector.fromArray(LANES, x, i + 3 * L).mul(0f).add(d);
    }
    float sum = 0;
    for (float lane : a.add(b).add(c.add(d)).toArray()) {
      sum += lane;
    }
    for (; i < x.length; i++) {
      sum += 0f * x[i];
    }
    return sum == 0f;
  }

  @Override
  public void scale(float[] y, int off, int n, double factor) {
    int i = off;
    for (; i + L <= off + n; i += L) {
      FloatVector x = FloatVector.fromArray(LANES, y, i);
      DoubleVector low = VectorConversions.low(x).mul(factor);
      DoubleVector high = VectorConversions.high(x).mul(factor);
      VectorConversions.joined(low, high).intoArray(y, i);
    }
    for (; i < off + n; i++) {
      y[i] = (float) (y[i] * factor);
    }
  }

  @Override
  public double logistic(float[] x, int off, int n) {
    Logistic.requireLength(n);
    return VectorLogistic.replace(x, off, n);
  }

  private static void addFour(int[] matrix, int a, int b, int c, int d, int[] acc, int whole) {
    for (int i = 0; i < whole; i += INTS.length()) {
      IntVector.fromArray(INTS, acc, i)
          .add(IntVector.fromArray(INTS, matrix, a + i))
          .add(IntVector.fromArray(INTS, matrix, b + i))
          .add(IntVector.fromArray(INTS, matrix, c + i))
          .add(IntVector.fromArray(INTS, matrix, d + i))
          .intoArray(acc, i);
    }
  }

  private static void addOne(int[] matrix, int off, int[] acc, int whole) {
    for (int i = 0; i < whole; i += INTS.length()) {
      IntVector.fromArray(INTS, acc, i)
          .add(IntVector.fromArray(INTS, matrix, off + i))
          .intoArray(acc, i);
    }
  }

  private static void fourRows(
      float[] x, int xOff, int in, float[] w, int out, float[] y, int yOff) {
    int o = 0;
    for (; o + 2 * L <= out; o += 2 * L) {
      fourByTwo(x, xOff, in, w, o, out, y, yOff + o);
    }
    for (; o + L <= out; o += L) {
      fourByOne(x, xOff, in, w, o, out, y, yOff + o);
    }
    for (int r = 0; r < 4; r++) {
      tail(x, xOff + r * in, in, w, o, out, y, yOff + r * out);
    }
  }

  private static void oneRow(float[] x, int xOff, int in, float[] w, int out, float[] y, int yOff) {
    int o = 0;
    for (; o + 8 * L <= out; o += 8 * L) {
      oneByEight(x, xOff, in, w, o, out, y, yOff + o);
    }
    for (; o + 4 * L <= out; o += 4 * L) {
      oneByFour(x, xOff, in, w, o, out, y, yOff + o);
    }
    for (; o + L <= out; o += L) {
      oneByOne(x, xOff, in, w, o, out, y, yOff + o);
    }
    tail(x, xOff, in, w, o, out, y, yOff);
  }

  private static void fourByTwo(
      float[] x, int xOff, int in, float[] w, int o, int out, float[] y, int yOff) {
    FloatVector a0 = FloatVector.fromArray(LANES, y, yOff);
    FloatVector a1 = FloatVector.fromArray(LANES, y, yOff + L);
    FloatVector b0 = FloatVector.fromArray(LANES, y, yOff + out);
    FloatVector b1 = FloatVector.fromArray(LANES, y, yOff + out + L);
    FloatVector c0 = FloatVector.fromArray(LANES, y, yOff + 2 * out);
    FloatVector c1 = FloatVector.fromArray(LANES, y, yOff + 2 * out + L);
    FloatVector d0 = FloatVector.fromArray(LANES, y, yOff + 3 * out);
    FloatVector d1 = FloatVector.fromArray(LANES, y, yOff + 3 * out + L);
    for (int i = 0; i < in; i++) {
      FloatVector w0 = FloatVector.fromArray(LANES, w, i * out + o);
      FloatVector w1 = FloatVector.fromArray(LANES, w, i * out + o + L);
      FloatVector a = FloatVector.broadcast(LANES, x[xOff + i]);
      a0 = a.fma(w0, a0);
      a1 = a.fma(w1, a1);
      FloatVector b = FloatVector.broadcast(LANES, x[xOff + in + i]);
      b0 = b.fma(w0, b0);
      b1 = b.fma(w1, b1);
      FloatVector c = FloatVector.broadcast(LANES, x[xOff + 2 * in + i]);
      c0 = c.fma(w0, c0);
      c1 = c.fma(w1, c1);
      FloatVector d = FloatVector.broadcast(LANES, x[xOff + 3 * in + i]);
      d0 = d.fma(w0, d0);
      d1 = d.fma(w1, d1);
    }
    a0.intoArray(y, yOff);
    a1.intoArray(y, yOff + L);
    b0.intoArray(y, yOff + out);
    b1.intoArray(y, yOff + out + L);
    c0.intoArray(y, yOff + 2 * out);
    c1.intoArray(y, yOff + 2 * out + L);
    d0.intoArray(y, yOff + 3 * out);
    d1.intoArray(y, yOff + 3 * out + L);
  }

  private static void fourByOne(
      float[] x, int xOff, int in, float[] w, int o, int out, float[] y, int yOff) {
    FloatVector a = FloatVector.fromArray(LANES, y, yOff);
    FloatVector b = FloatVector.fromArray(LANES, y, yOff + out);
    FloatVector c = FloatVector.fromArray(LANES, y, yOff + 2 * out);
    FloatVector d = FloatVector.fromArray(LANES, y, yOff + 3 * out);
    for (int i = 0; i < in; i++) {
      FloatVector weights = FloatVector.fromArray(LANES, w, i * out + o);
      a = FloatVector.broadcast(LANES, x[xOff + i]).fma(weights, a);
      b = FloatVector.broadcast(LANES, x[xOff + in + i]).fma(weights, b);
      c = FloatVector.broadcast(LANES, x[xOff + 2 * in + i]).fma(weights, c);
      d = FloatVector.broadcast(LANES, x[xOff + 3 * in + i]).fma(weights, d);
    }
    a.intoArray(y, yOff);
    b.intoArray(y, yOff + out);
    c.intoArray(y, yOff + 2 * out);
    d.intoArray(y, yOff + 3 * out);
  }

  private static void oneByEight(
      float[] x, int xOff, int in, float[] w, int o, int out, float[] y, int yOff) {
    FloatVector a0 = FloatVector.fromArray(LANES, y, yOff);
    FloatVector a1 = FloatVector.fromArray(LANES, y, yOff + L);
    FloatVector a2 = FloatVector.fromArray(LANES, y, yOff + 2 * L);
    FloatVector a3 = FloatVector.fromArray(LANES, y, yOff + 3 * L);
    FloatVector a4 = FloatVector.fromArray(LANES, y, yOff + 4 * L);
    FloatVector a5 = FloatVector.fromArray(LANES, y, yOff + 5 * L);
    FloatVector a6 = FloatVector.fromArray(LANES, y, yOff + 6 * L);
    FloatVector a7 = FloatVector.fromArray(LANES, y, yOff + 7 * L);
    for (int i = 0, k = o; i < in; i++, k += out) {
      FloatVector b = FloatVector.broadcast(LANES, x[xOff + i]);
      a0 = b.fma(FloatVector.fromArray(LANES, w, k), a0);
      a1 = b.fma(FloatVector.fromArray(LANES, w, k + L), a1);
      a2 = b.fma(FloatVector.fromArray(LANES, w, k + 2 * L), a2);
      a3 = b.fma(FloatVector.fromArray(LANES, w, k + 3 * L), a3);
      a4 = b.fma(FloatVector.fromArray(LANES, w, k + 4 * L), a4);
      a5 = b.fma(FloatVector.fromArray(LANES, w, k + 5 * L), a5);
      a6 = b.fma(FloatVector.fromArray(LANES, w, k + 6 * L), a6);
      a7 = b.fma(FloatVector.fromArray(LANES, w, k + 7 * L), a7);
    }
    a0.intoArray(y, yOff);
    a1.intoArray(y, yOff + L);
    a2.intoArray(y, yOff + 2 * L);
    a3.intoArray(y, yOff + 3 * L);
    a4.intoArray(y, yOff + 4 * L);
    a5.intoArray(y, yOff + 5 * L);
    a6.intoArray(y, yOff + 6 * L);
    a7.intoArray(y, yOff + 7 * L);
  }

  private static void oneByFour(
      float[] x, int xOff, int in, float[] w, int o, int out, float[] y, int yOff) {
    FloatVector a0 = FloatVector.fromArray(LANES, y, yOff);
    FloatVector a1 = FloatVector.fromArray(LANES, y, yOff + L);
    FloatVector a2 = FloatVector.fromArray(LANES, y, yOff + 2 * L);
    FloatVector a3 = FloatVector.fromArray(LANES, y, yOff + 3 * L);
    for (int i = 0, k = o; i < in; i++, k += out) {
      FloatVector b = FloatVector.broadcast(LANES, x[xOff + i]);
      a0 = b.fma(FloatVector.fromArray(LANES, w, k), a0);
      a1 = b.fma(FloatVector.fromArray(LANES, w, k + L), a1);
      a2 = b.fma(FloatVector.fromArray(LANES, w, k + 2 * L), a2);
      a3 = b.fma(FloatVector.fromArray(LANES, w, k + 3 * L), a3);
    }
    a0.intoArray(y, yOff);
    a1.intoArray(y, yOff + L);
    a2.intoArray(y, yOff + 2 * L);
    a3.intoArray(y, yOff + 3 * L);
  }

  private static void oneByOne(
      float[] x, int xOff, int in, float[] w, int o, int out, float[] y, int yOff) {
    FloatVector a = FloatVector.fromArray(LANES, y, yOff);
    for (int i = 0; i < in; i++) {
      FloatVector b = FloatVector.broadcast(LANES, x[xOff + i]);
      a = b.fma(FloatVector.fromArray(LANES, w, i * out + o), a);
    }
    a.intoArray(y, yOff);
  }

  /** Outputs {@code o .. out - 1} of the row that begins at {@code yOff}. */
  private static void tail(
      float[] x, int xOff, int in, float[] w, int o, int out, float[] y, int yOff) {
    for (; o < out; o++) {
      y[yOff + o] = ScalarKernels.output(x, xOff, in, w, o, out, y[yOff + o]);
    }
  }
}
