// SPDX-License-Identifier: Apache-2.0
package io.anabranch.model.autograd;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.anabranch.model.device.Device;
import io.anabranch.model.device.Matrix;
import io.anabranch.model.device.RowLists;
import io.anabranch.model.device.Segments;
import io.anabranch.model.device.SparseMatrix;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Values worked by hand, ordinary and huge. */
class OperationsTest {

  private final Tape tape = new Tape(Device.cpu(1));
  private final Operations o = new Operations(tape);

  @Test
  void matmul() {
    assertValues(o.matmul(x(2, 2, 1, 2, 3, 4), x(2, 1, 5, -1)), 3, 11);
  }

  @Test
  void sparseMatmulAndItsTranspose() {
    SparseMatrix s =
        SparseMatrix.of(2, 3, new int[] {0, 1, 3}, new int[] {2, 0, 1}, new float[] {10, 2, 3});
    assertValues(o.matmul(s, x(3, 1, 1, 2, 3)), 30, 8);
    assertValues(o.transposedMatmul(s, x(2, 1, 1, 2)), 4, 6, 10);
  }

  @Test
  void products() {
    assertValues(o.matmulTransposed(x(2, 2, 1, 2, 3, 4), x(1, 2, 5, -1)), 3, 11);
    Variable sum =
        o.linear(
            x(1, 2, 100, 200),
            List.of(x(2, 1, 1, 2), x(2, 2, 1, 0, 0, 1)),
            List.of(x(1, 2, 10, 20), x(2, 2, 1, 2, 3, 4)));
    assertValues(sum, 111, 222, 123, 244);
  }

  @Test
  void listsOfRows() {
    assertValues(o.takeRows(x(3, 1, 7, 8, 9), 2, 0, 2), 9, 7, 9);
    RowLists lists = new RowLists(new int[] {0, 2, 2, 3}, new int[] {0, 2, 1});
    Variable max = o.maxOfRows(x(3, 2, -5, 2, 9, 9, -3, 1), lists);
    assertValues(max, -3, 2, 0, 0, 9, 9);
  }

  @Test
  void lstmByHand() {
    // One memory; i, f, g, o hear x and h. List 1 hears row 0 alone, list 2 row 0 and then row 1.
    Variable gates = x(2, 4, 0.5f, 9, 1, -1, -0.5f, 0.25f, -1, 2);
    Variable recurrent = x(1, 4, 2, -1, 0.5f, 3);
    RowLists lists = new RowLists(new int[] {0, 0, 1, 3}, new int[] {0, 0, 1});
    double c1 = s(0.5) * Math.tanh(1); // nothing to forget yet
    double h1 = s(-1) * Math.tanh(c1);
    double c2 = s(0.25 - h1) * c1 + s(-0.5 + 2 * h1) * Math.tanh(-1 + 0.5 * h1);
    double h2 = s(2 + 3 * h1) * Math.tanh(c2);
    assertClose(o.lstm(gates, recurrent, lists), 0, (float) h1, (float) h2);
  }

  private static double s(double x) {
    return 1 / (1 + Math.exp(-x));
  }

  @Test
  void elementwise() {
    assertValues(o.add(x(1, 2, 1, 2), x(1, 2, 10, 20)), 11, 22);
    assertValues(o.addBias(x(2, 2, 1, 2, 3, 4), x(1, 2, 10, 20)), 11, 22, 13, 24);
    assertValues(o.scale(x(1, 2, 1, 2), -3), -3, -6);
    assertValues(o.multiply(x(1, 2, 3, 4), x(1, 2, -2, 0.5f)), -6, 2);
  }

  @Test
  void logSoftmaxOfTheOrdinaryAndTheHuge() {
    float third = (float) Math.log(1 / 3.0);
    float rest = (float) Math.log(2 / 3.0);
    assertClose(o.logSoftmax(x(1, 2, 0, (float) Math.log(2))), third, rest);
    float half = (float) Math.log(0.5);
    assertClose(o.logSoftmax(x(1, 2, 1000, 1000)), half, half);
    assertValues(o.logSoftmax(x(1, 2, 1e30f, -1e30f)), 0, -2e30f);
  }

  @Test
  void crossEntropyOfChosenRows() {
    Variable logp = x(3, 2, -1, -2, -30, -40, -5, -6);
    assertValues(o.crossEntropy(logp, new int[] {1, -7, 0}, new int[] {0, 2}), 3.5f);
  }

  @Test
  void binaryCrossEntropyOfTheOrdinaryAndTheHuge() {
    float log2 = (float) Math.log(2);
    Matrix targets = Matrix.of(1, 2, 1, 0);
    assertClose(o.binaryCrossEntropy(x(1, 2, 0, 0), targets, 3), 2 * log2);
    assertValues(o.binaryCrossEntropy(x(1, 2, 1e9f, -1e9f), targets, 3), 0);
    assertValues(o.binaryCrossEntropy(x(1, 2, -1e9f, 1e9f), targets, 3), 2e9f);
  }

  @Test
  void rowsAndSegments() {
    Variable x = x(3, 2, 1, 2, 3, 4, 5, -6);
    assertValues(o.gatherRows(x, Segments.of(3, 2, 0, 2)), 5, -6, 1, 2, 5, -6);
    Segments segments = Segments.of(3, 2, 0, 2);
    assertValues(o.segmentSum(x, segments), 3, 4, 0, 0, 6, -4);
    assertValues(o.segmentMean(x, segments), 3, 4, 0, 0, 3, -2);
    assertValues(o.segmentMax(x, segments), 3, 4, 0, 0, 5, 2);
    assertValues(o.segmentSoftmax(x(3, 1, 1e30f, 7, 1e30f), segments), 0.5f, 1, 0.5f);
    assertValues(o.concatColumns(x(2, 1, 1, 2), x(2, 2, 3, 4, 5, 6)), 1, 3, 4, 2, 5, 6);
  }

  @Test
  void edges() {
    Segments targets = Segments.of(2, 1, 1); // two edges, 0 -> 1 and 1 -> 1
    Segments sources = Segments.of(2, 0, 1);
    Variable x = x(2, 4, 1, 2, 3, 4, 5, 6, 7, 8);
    assertValues(o.edgeDot(x, targets, x, sources, 2), 17, 53, 61, 113);
    assertValues(o.edgeDot(x, targets, x, sources, 1), 70, 174);
    Variable w = x(2, 2, 1, 10, 2, -1);
    assertValues(o.edgeSum(w, targets, x, sources), 0, 0, 0, 0, 11, 14, 23, 32);
  }

  @Test
  void normalisesRows() {
    assertValues(o.normaliseRows(x(3, 2, 3, 4, 0, 0, 0, -1e30f)), 0.6f, 0.8f, 0, 0, 0, -1);
  }

  @Test
  void aRowOfZerosPassesNoGradient() {
    Parameter p = new Parameter("p", Matrix.of(2, 2, 0, 0, 3, 4));
    tape.backward(o.sum(o.normaliseRows(tape.parameter(p))));
    assertArrayEquals(new float[] {0, 0, 0.032f, -0.024f}, p.gradient().values(), 1e-7f);
  }

  @Test
  void reductions() {
    assertValues(o.mean(x(2, 2, 1, 2, 3, 6)), 3);
    assertValues(o.sum(x(2, 2, 1, 2, 3, 6)), 12);
    assertValues(o.squaredNorm(x(2, 2, 1, 2, 3, 6)), 50);
    assertValues(o.sum(x(1, 4, 1e8f, 1, 1, -1e8f)), 2); // in float that would be 0
  }

  @Test
  void dropoutIsAFunctionOfItsSeed() {
    Matrix ones = Matrix.zeros(1000, 10);
    Arrays.fill(ones.values(), 1f);
    float[] y = o.dropout(tape.constant(ones), new DropMask(0.75f, 1)).value().values();
    int kept = 0;
    for (float v : y) {
      assertEquals(v == 0 ? 0 : 4, v);
      kept += v == 0 ? 0 : 1;
    }
    assertEquals(2500, kept, 175); // four standard deviations
    assertArrayEquals(y, o.dropout(tape.constant(ones), new DropMask(0.75f, 1)).value().values());
    assertValues(o.dropout(x(1, 3, 1, 2, 3), new DropMask(0, 9)), 1, 2, 3);
  }

  @Test
  void emptyValuesPassThrough() {
    assertValues(o.logSoftmax(x(0, 3)));
    assertValues(o.segmentSum(x(0, 2), Segments.of(1, new int[0])), 0, 0);
    assertValues(o.sum(x(0, 3)), 0);
  }

  private Variable x(int rows, int columns, float... values) {
    return tape.constant(Matrix.of(rows, columns, values));
  }

  private static void assertValues(Variable actual, float... expected) {
    assertArrayEquals(expected, actual.value().values());
  }

  private static void assertClose(Variable actual, float... expected) {
    assertArrayEquals(expected, actual.value().values(), 1e-6f);
  }
}
