// SPDX-License-Identifier: Apache-2.0
package io.anabranch.dl4j.device;

import io.anabranch.model.device.Device;
import io.anabranch.model.device.Matrix;
import io.anabranch.model.device.Pointwise;
import io.anabranch.model.device.Segments;
import io.anabranch.model.device.SparseMatrix;
import java.util.Arrays;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Everything by ND4J's operations, call by call; see the package. */
final class Nd4jDevice implements Device {

  /** Elements of the rows that are gathered for edges at once. */
  private static final int MOST_ELEMENTS = 1 << 22;

  /** {@code c' = op(b)' op(a)'}, because a product's columns are contiguous here. */
  @Override
  public void addProduct(Matrix a, boolean transposeA, Matrix b, boolean transposeB, Matrix c) {
    if (a.values().length == 0 || b.values().length == 0) {
      return; // c is empty, or sums of nothing are added
    }
    try (Scratch scratch = new Scratch()) {
      INDArray left = scratch.upload(a);
      INDArray right = scratch.upload(b);
      INDArray product =
          scratch.keep(
              (transposeB ? right : right.transpose()).mmul(transposeA ? left : left.transpose()));
      add(scratch.download(product, 'f'), c.values(), 0);
    }
  }

  @Override
  public void addProduct(SparseMatrix a, Matrix b, Matrix c) {
    float[] values = a.values();
    int[] columnOf = a.columnOf();
    new WeightedSums(a.offsets(), 1, (p, k) -> values[p], p -> columnOf[p]).addTo(c, b);
  }

  @Override
  public void addTransposedProduct(SparseMatrix a, Matrix b, Matrix c) {
    float[] values = a.transposedValues();
    int[] rowOf = a.transposedColumnOf();
    new WeightedSums(a.transposedOffsets(), 1, (p, k) -> values[p], p -> rowOf[p]).addTo(c, b);
  }

  @Override
  public void addSegmentSums(Matrix x, Segments segments, Matrix y) {
    new WeightedSums(offsets(segments), 1, (p, k) -> 1f, segments::member).addTo(y, x);
  }

  @Override
  public void addEdgeSums(Matrix w, Segments targets, Matrix x, Segments sources, Matrix y) {
    new WeightedSums(
            offsets(targets),
            w.columns(),
            (p, k) -> w.get(targets.member(p), k),
            p -> sources.segment(targets.member(p)))
        .addTo(y, x);
  }

  @Override
  public void addGathered(Matrix x, Segments segments, Matrix y) {
    if (y.values().length == 0) {
      return;
    }
    try (Scratch scratch = new Scratch()) {
      int[] rows = rows(segments, 0, segments.rows());
      add(scratch.download(scratch.gather(scratch.upload(x), rows)), y.values(), 0);
    }
  }

  @Override
  public void segmentMax(Matrix x, Segments segments, int[] winners, Matrix y) {
    new SegmentRows(x, segments, offsets(segments)).max(winners, y);
  }

  @Override
  public void segmentSoftmax(Matrix x, Segments segments, Matrix y) {
    new SegmentRows(x, segments, offsets(segments)).softmax(y);
  }

  @Override
  public void addEdgeDots(Matrix a, Segments ofA, Matrix b, Segments ofB, Matrix y) {
    int most = Math.max(1, MOST_ELEMENTS / Math.max(1, a.columns()));
    for (int from = 0; from < y.rows(); from += most) {
      addEdgeDots(a, ofA, b, ofB, y, from, Math.min(y.rows(), from + most));
    }
  }

  /** Of edges {@code from .. to - 1}. */
  private static void addEdgeDots(
      Matrix a, Segments ofA, Matrix b, Segments ofB, Matrix y, int from, int to) {
    int heads = y.columns();
    try (Scratch scratch = new Scratch()) {
      INDArray left = scratch.gather(scratch.upload(a), rows(ofA, from, to));
      INDArray right = scratch.gather(scratch.upload(b), rows(ofB, from, to));
      INDArray products = left.muli(right).reshape((long) (to - from) * heads, -1);
      add(scratch.download(scratch.keep(products.sum(1))), y.values(), from * heads);
    }
  }

  @Override
  public void addScaled(float a, Matrix x, Matrix y) {
    if (y.values().length == 0) {
      return;
    }
    try (Scratch scratch = new Scratch()) {
      add(scratch.download(scratch.upload(x).muli(a)), y.values(), 0);
    }
  }

  @Override
  public void addElementProduct(Matrix x, Matrix y, Matrix z) {
    if (z.values().length == 0) {
      return;
    }
    try (Scratch scratch = new Scratch()) {
      add(scratch.download(scratch.upload(x).muli(scratch.upload(y))), z.values(), 0);
    }
  }

  @Override
  public void apply(Pointwise f, Matrix x, Matrix y) {
    if (y.values().length == 0) {
      return;
    }
    try (Scratch scratch = new Scratch()) {
      float[] values = scratch.download(scratch.keep(Functions.of(f, scratch.upload(x))));
      System.arraycopy(values, 0, y.values(), 0, values.length);
    }
  }

  @Override
  public void addChained(Pointwise f, Matrix x, Matrix y, Matrix dy, Matrix dx) {
    if (dx.values().length == 0) {
      return;
    }
    try (Scratch scratch = new Scratch()) {
      INDArray slope = Functions.derivative(f, scratch.upload(x), scratch.upload(y), scratch);
      add(scratch.download(slope.muli(scratch.upload(dy))), dx.values(), 0);
    }
  }

  private static void add(float[] terms, float[] sums, int off) {
    for (int i = 0; i < terms.length; i++) {
      sums[off + i] += terms[i];
    }
  }

  private static int[] rows(Segments segments, int from, int to) {
    int[] rows = new int[to - from];
    Arrays.setAll(rows, i -> segments.segment(from + i));
    return rows;
  }

  private static int[] offsets(Segments segments) {
    int[] offsets = new int[segments.count() + 1];
    for (int s = 0; s < segments.count(); s++) {
      offsets[s + 1] = segments.end(s);
    }
    return offsets;
  }
}
