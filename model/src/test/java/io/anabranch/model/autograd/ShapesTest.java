// SPDX-License-Identifier: Apache-2.0
package io.anabranch.model.autograd;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.anabranch.model.device.Device;
import io.anabranch.model.device.Matrix;
import io.anabranch.model.device.RowLists;
import io.anabranch.model.device.Segments;
import io.anabranch.model.device.SparseMatrix;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** What a wrong shape is told. */
class ShapesTest {

  private final Tape tape = new Tape(Device.cpu(1));
  private final Operations o = new Operations(tape);

  @Test
  void products() {
    refused(
        "matmul: b has a row for each of a's columns; got 2 x 3 times 2 x 3",
        () -> o.matmul(x(2, 3), x(2, 3)));
    refused(
        "matmul transposed: both have equally many columns; got 2 x 3 and 3 x 2",
        () -> o.matmulTransposed(x(2, 3), x(3, 2)));
    refused(
        "linear: inputs of 2 rows, weights as wide as the bias, 1 x n; got 2 x 3 times 3 x 5 and"
            + " 1 x 4",
        () -> o.linear(x(1, 4), List.of(x(2, 3)), List.of(x(3, 5))));
    refused(
        "linear: as many weights as inputs, at least one; got 0 and 1",
        () -> o.linear(x(1, 4), List.of(), List.of(x(3, 5))));
    SparseMatrix s = SparseMatrix.of(1, 2, new int[] {0, 1}, new int[] {1}, new float[] {1});
    refused(
        "sparse matmul: b has a row for each of s's columns; got 1 x 2 times 1 x 3",
        () -> o.matmul(s, x(1, 3)));
    refused(
        "transposed sparse matmul: b has a row for each of s's rows;"
            + " got 1 x 2, transposed, times 2 x 3",
        () -> o.transposedMatmul(s, x(2, 3)));
  }

  @Test
  void autoencoders() {
    SparseMatrix targets =
        SparseMatrix.of(2, 3, new int[] {0, 1, 1}, new int[] {1}, new float[] {1});
    refused(
        "reconstruct: a target for each pair of rows; got 2 x 1 and 2 x 3",
        () -> o.reconstruct(x(2, 1), targets, 1, 1));
    SparseMatrix none = SparseMatrix.of(0, 0, new int[] {0}, new int[0], new float[0]);
    refused("reconstruct: at least one row; got 0 x 1", () -> o.reconstruct(x(0, 1), none, 1, 1));
    refused(
        "reparameterise: both have one shape; got 1 x 2 and 2 x 1",
        () -> o.reparameterise(x(1, 2), x(2, 1), Matrix.zeros(1, 2)));
    refused(
        "reparameterise: noise for each mean; got 2 x 2 for 1 x 2",
        () -> o.reparameterise(x(1, 2), x(1, 2), Matrix.zeros(2, 2)));
    refused(
        "divergence: both have one shape; got 1 x 2 and 2 x 1",
        () -> o.divergence(x(1, 2), x(2, 1)));
  }

  @Test
  void elements() {
    refused("add: both have one shape; got 2 x 3 and 3 x 2", () -> o.add(x(2, 3), x(3, 2)));
    refused(
        "multiply: both have one shape; got 2 x 3 and 1 x 3", () -> o.multiply(x(2, 3), x(1, 3)));
    refused("add bias: a bias for 2 x 3 is 1 x 3; got 1 x 2", () -> o.addBias(x(2, 3), x(1, 2)));
    refused(
        "dropout: the rate is at least 0 and below 1; got 1.0",
        () -> o.dropout(x(1, 1), new DropMask(1, 0)));
  }

  @Test
  void losses() {
    int[] none = {};
    refused(
        "cross-entropy: a label for each row of 2 x 3; got 0",
        () -> o.crossEntropy(x(2, 3), none, none));
    refused(
        "cross-entropy: at least one row is chosen; got none",
        () -> o.crossEntropy(x(1, 3), new int[1], none));
    refused(
        "cross-entropy: a chosen row lies from 0 to 0; got 5",
        () -> o.crossEntropy(x(1, 3), new int[1], new int[] {5}));
    refused(
        "cross-entropy: the label of row 0 lies from 0 to 2; got 3",
        () -> o.crossEntropy(x(1, 3), new int[] {3}, new int[1]));
    refused(
        "binary cross-entropy: a target for each logit; got 1 x 3 and 1 x 2",
        () -> o.binaryCrossEntropy(x(1, 3), Matrix.zeros(1, 2), 1));
    refused("mean: at least one element; got 0 x 3", () -> o.mean(x(0, 3)));
    refused("backward: a loss is 1 x 1; got 2 x 2", () -> tape.backward(x(2, 2)));
    refused("a scalar is 1 x 1; got 2 x 1", () -> x(2, 1).scalar());
  }

  @Test
  void rowsAndSegments() {
    Segments segments = Segments.of(2, 1, 1, 0);
    refused(
        "gather rows: indices into 2 rows; got a value of 3 x 1",
        () -> o.gatherRows(x(3, 1), segments));
    refused(
        "segment sum: 3 rows belong to the segments; got a value of 2 x 1",
        () -> o.segmentSum(x(2, 1), segments));
    refused(
        "segment mean: 3 rows belong to the segments; got a value of 2 x 1",
        () -> o.segmentMean(x(2, 1), segments));
    refused(
        "segment max: 3 rows belong to the segments; got a value of 2 x 1",
        () -> o.segmentMax(x(2, 1), segments));
    refused(
        "segment softmax: 3 rows belong to the segments; got a value of 2 x 1",
        () -> o.segmentSoftmax(x(2, 1), segments));
    refused(
        "concat columns: all parts have equally many rows; got 2 x 1 and 3 x 1",
        () -> o.concatColumns(x(2, 1), x(3, 1)));
    refused("concat columns: at least one part; got none", () -> o.concatColumns());
  }

  @Test
  void listsOfRows() {
    RowLists lists = new RowLists(new int[] {0, 2}, new int[] {1, 3});
    refused("take rows: rows of a value of 3 x 1; got 3", () -> o.takeRows(x(3, 1), 3));
    refused("take rows: rows of a value of 3 x 1; got -1", () -> o.takeRows(x(3, 1), -1));
    refused(
        "max of rows: lists of at least 4 rows; got a value of 3 x 1",
        () -> o.maxOfRows(x(3, 1), lists));
    refused(
        "lstm: lists of at least 4 rows; got gates of 3 x 8",
        () -> o.lstm(x(3, 8), x(2, 8), lists));
    refused(
        "lstm: gates of 4n columns and a recurrent weight of n x 4n; got 4 x 6 and 2 x 8",
        () -> o.lstm(x(4, 6), x(2, 8), lists));
    refused(
        "offsets begin with 0 and end with the number of rows, 2; got 2 offsets",
        () -> new RowLists(new int[] {0, 3}, new int[2]));
  }

  @Test
  void edges() {
    Segments edges = Segments.of(2, 1, 1, 0);
    refused(
        "edge dot: 2 heads of equal width on both sides; got 2 x 3 and 2 x 3",
        () -> o.edgeDot(x(2, 3), edges, x(2, 3), edges, 2));
    refused(
        "edge dot: 3 edges into 2 rows and 3 edges into 2 rows; got 2 x 2 and 3 x 2",
        () -> o.edgeDot(x(2, 2), edges, x(3, 2), edges, 2));
    refused(
        "edge sum: as many heads of equal width as weights have columns; got 3 x 2 and 2 x 3",
        () -> o.edgeSum(x(3, 2), edges, x(2, 3), edges));
    refused(
        "edge sum: 3 edges by target, 3 by source from 2 rows; got weights 4 x 2 and 2 x 4",
        () -> o.edgeSum(x(4, 2), edges, x(2, 4), edges));
  }

  private Variable x(int rows, int columns) {
    return tape.constant(Matrix.zeros(rows, columns));
  }

  private static void refused(String message, Executable call) {
    assertEquals(message, assertThrows(IllegalArgumentException.class, call).getMessage());
  }
}
