// SPDX-License-Identifier: Apache-2.0
package io.anabranch.model.autograd;

import static io.anabranch.model.autograd.GradientCheck.random;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.anabranch.model.device.Matrix;
import io.anabranch.model.device.Pointwise;
import io.anabranch.model.device.RowLists;
import io.anabranch.model.device.Segments;
import io.anabranch.model.device.SparseMatrix;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Central differences, one test an operation. */
class GradientsTest {

  private static final Segments SEGMENTS = Segments.of(4, 2, 0, 2, 2, 0, 3); // 1 is empty
  private static final RowLists LISTS = // lengths 3, 0, 4, 1; row 3 stands in two lists
      new RowLists(new int[] {0, 3, 3, 7, 8}, new int[] {3, 1, 1, 0, 2, 5, 3, 4});
  private static final SparseMatrix SPARSE =
      SparseMatrix.of(
          3, 4, new int[] {0, 2, 2, 5}, new int[] {1, 3, 0, 1, 1}, new float[] {1, -2, 3, .5f, 2});

  @Test
  void matmul() {
    GradientCheck.check((o, x) -> o.matmul(x.get(0), x.get(1)), random(3, 4, 1), random(4, 5, 2));
  }

  @Test
  void matmulOfAMatrixWithItself() {
    GradientCheck.check((o, x) -> o.matmul(x.get(0), x.get(0)), random(3, 3, 1));
  }

  @Test
  void sparseMatmul() {
    GradientCheck.check((o, x) -> o.matmul(SPARSE, x.get(0)), random(4, 3, 1));
  }

  @Test
  void transposedSparseMatmul() {
    GradientCheck.check((o, x) -> o.transposedMatmul(SPARSE, x.get(0)), random(3, 5, 1));
  }

  @Test
  void matmulTransposed() {
    GradientCheck.check(
        (o, x) -> o.matmulTransposed(x.get(0), x.get(1)), random(3, 4, 1), random(5, 4, 2));
    GradientCheck.check((o, x) -> o.matmulTransposed(x.get(0), x.get(0)), random(3, 2, 1));
  }

  @Test
  void linear() {
    GradientCheck.check(
        (o, x) -> o.linear(x.get(0), List.of(x.get(1), x.get(2)), List.of(x.get(3), x.get(4))),
        random(1, 3, 1),
        random(4, 2, 2),
        random(4, 5, 3),
        random(2, 3, 4),
        random(5, 3, 5));
  }

  @Test
  void takeRows() {
    GradientCheck.check((o, x) -> o.takeRows(x.get(0), 2, 2, 0, 2), random(3, 4, 1));
  }

  @Test
  void maxOfRows() {
    GradientCheck.check((o, x) -> o.maxOfRows(x.get(0), LISTS), random(6, 3, 1));
  }

  @Test
  void lstm() {
    GradientCheck.check(
        (o, x) -> o.lstm(x.get(0), x.get(1), LISTS), random(6, 12, 1), random(3, 12, 2));
  }

  @Test
  void add() {
    GradientCheck.check((o, x) -> o.add(x.get(0), x.get(1)), random(2, 3, 1), random(2, 3, 2));
    GradientCheck.check((o, x) -> o.add(x.get(0), x.get(0)), random(2, 3, 1));
  }

  @Test
  void addBias() {
    GradientCheck.check((o, x) -> o.addBias(x.get(0), x.get(1)), random(4, 3, 1), random(1, 3, 2));
  }

  @Test
  void scale() {
    GradientCheck.check((o, x) -> o.scale(x.get(0), -1.7f), random(2, 3, 1));
  }

  @Test
  void multiply() {
    GradientCheck.check((o, x) -> o.multiply(x.get(0), x.get(1)), random(2, 3, 1), random(2, 3, 2));
    GradientCheck.check((o, x) -> o.multiply(x.get(0), x.get(0)), random(2, 3, 1));
  }

  @ParameterizedTest
  @EnumSource
  void activate(Pointwise function) {
    GradientCheck.check((o, x) -> o.activate(function, x.get(0)), random(4, 5, 3));
  }

  @Test
  void dropout() {
    DropMask mask = new DropMask(0.4f, 5);
    GradientCheck.check((o, x) -> o.dropout(x.get(0), mask), random(4, 5, 3));
  }

  @Test
  void logSoftmax() {
    GradientCheck.check((o, x) -> o.logSoftmax(x.get(0)), random(3, 4, 1));
  }

  @Test
  void crossEntropy() {
    int[] labels = {2, -1, 0, 1};
    int[] rows = {0, 3, 2};
    GradientCheck.check(
        (o, x) -> o.crossEntropy(o.logSoftmax(x.get(0)), labels, rows), random(4, 3, 1));
  }

  @Test
  void binaryCrossEntropy() {
    Matrix targets = Matrix.of(2, 3, 0, 1, 1, 0, 0.3f, 1);
    GradientCheck.check((o, x) -> o.binaryCrossEntropy(x.get(0), targets, 3.5f), random(2, 3, 1));
  }

  @Test
  void gatherRows() {
    Segments rows = Segments.of(3, 2, 2, 0, 2);
    GradientCheck.check((o, x) -> o.gatherRows(x.get(0), rows), random(3, 4, 1));
  }

  @Test
  void gatherTwiceInOneNetwork() {
    Segments some = Segments.of(3, 2, 2, 0);
    Segments others = Segments.of(3, 1, 2, 2);
    GradientCheck.check(
        (o, x) -> o.multiply(o.gatherRows(x.get(0), some), o.gatherRows(x.get(0), others)),
        random(3, 4, 1));
  }

  @Test
  void segmentSum() {
    GradientCheck.check((o, x) -> o.segmentSum(x.get(0), SEGMENTS), random(6, 3, 1));
  }

  @Test
  void segmentMean() {
    GradientCheck.check((o, x) -> o.segmentMean(x.get(0), SEGMENTS), random(6, 3, 1));
  }

  @Test
  void segmentMax() {
    GradientCheck.check((o, x) -> o.segmentMax(x.get(0), SEGMENTS), random(6, 3, 1));
  }

  @Test
  void segmentSoftmax() {
    GradientCheck.check((o, x) -> o.segmentSoftmax(x.get(0), SEGMENTS), random(6, 2, 1));
  }

  @Test
  void edgeDot() {
    Segments a = Segments.of(3, 2, 2, 0, 2);
    Segments b = Segments.of(2, 1, 0, 0, 1);
    GradientCheck.check(
        (o, x) -> o.edgeDot(x.get(0), a, x.get(1), b, 2), random(3, 6, 1), random(2, 6, 2));
    GradientCheck.check((o, x) -> o.edgeDot(x.get(0), a, x.get(0), a, 1), random(3, 2, 1));
  }

  @Test
  void edgeSum() {
    Segments targets = Segments.of(3, 2, 2, 0, 2);
    Segments sources = Segments.of(2, 1, 0, 0, 1);
    GradientCheck.check(
        (o, x) -> o.edgeSum(x.get(0), targets, x.get(1), sources),
        random(4, 2, 1),
        random(2, 6, 2));
  }

  @Test
  void concatColumns() {
    GradientCheck.check(
        (o, x) -> o.concatColumns(x.get(0), x.get(1), x.get(0)), random(3, 2, 1), random(3, 1, 2));
  }

  @Test
  void normaliseRows() {
    GradientCheck.check((o, x) -> o.normaliseRows(x.get(0)), random(3, 4, 1));
  }

  @Test
  void mean() {
    GradientCheck.check((o, x) -> o.mean(x.get(0)), random(3, 4, 1));
  }

  @Test
  void sum() {
    GradientCheck.check((o, x) -> o.sum(x.get(0)), random(3, 4, 1));
  }

  @Test
  void squaredNorm() {
    GradientCheck.check((o, x) -> o.squaredNorm(x.get(0)), random(3, 4, 1));
  }

  /** x + x, one of them cut off from the tape: half of the gradient is missing. */
  @Test
  void theCheckCanFail() {
    assertThrows(
        AssertionError.class,
        () ->
            GradientCheck.check(
                (o, x) -> o.add(x.get(0), new Variable(x.get(0).value(), false, null)),
                random(2, 2, 1)));
  }

  @Test
  void reconstruct() {
    SparseMatrix targets =
        SparseMatrix.of(
            5,
            5,
            new int[] {0, 2, 3, 3, 5, 6},
            new int[] {0, 3, 1, 3, 0, 2},
            new float[] {1, 1, .5f, 1, 1, 1});
    GradientCheck.check((o, x) -> o.reconstruct(x.get(0), targets, 3.5, 0.7), random(5, 3, 1));
  }

  @Test
  void reparameterise() {
    Matrix noise = random(3, 2, 9);
    GradientCheck.check(
        (o, x) -> o.reparameterise(x.get(0), x.get(1), noise), random(3, 2, 1), random(3, 2, 2));
    GradientCheck.check((o, x) -> o.reparameterise(x.get(0), x.get(0), noise), random(3, 2, 1));
  }

  @Test
  void divergence() {
    GradientCheck.check(
        (o, x) -> o.divergence(x.get(0), x.get(1)), random(3, 2, 1), random(3, 2, 2));
  }
}
