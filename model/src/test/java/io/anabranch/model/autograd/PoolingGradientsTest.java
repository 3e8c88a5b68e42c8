// SPDX-License-Identifier: Apache-2.0
package io.anabranch.model.autograd;

import static io.anabranch.model.autograd.GradientCheck.random;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.anabranch.model.device.Blocks;
import io.anabranch.model.device.Device;
import io.anabranch.model.device.Matrix;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** The operations of pooling: by hand, by central differences, and with shapes that do not fit. */
class PoolingGradientsTest {

  private static final Blocks THREE = Blocks.of(2, 0, 3);
  private static final Blocks CLUSTERS = Blocks.of(2, 1, 3);

  private final Tape tape = new Tape(Device.cpu(1));
  private final Operations o = new Operations(tape);

  @Test
  void blocks() {
    assertEquals(3, THREE.count());
    assertEquals(5, THREE.rows());
    assertEquals(3, THREE.largest());
    assertEquals(2, THREE.start(2));
    assertEquals(0, THREE.size(1));
    assertEquals(2, THREE.segments().segment(4));
    assertEquals(6, Blocks.equal(3, 2).rows());
    assertEquals(0, Blocks.of().largest());
    refused("block 1 has at least 0 rows; got -1", () -> Blocks.of(2, -1));
  }

  @Test
  void blockProductsByHand() {
    Blocks two = Blocks.of(2, 1);
    // Block 0: (1 2; 3 4) (1; 10), block 1: (5) (100); the 9 stands beyond block 1's columns.
    Variable a = constant(3, 2, 1, 2, 3, 4, 5, 9);
    Variable b = constant(3, 1, 1, 10, 100);
    assertArrayEquals(new float[] {21, 43, 500}, o.blockProduct(a, two, b, two).value().values());
    Variable t = o.transposedBlockProduct(a, b, two, Blocks.of(2, 1));
    assertArrayEquals(new float[] {31, 42, 500}, t.value().values());
    assertEquals(1 + 4 + 5, o.blockTrace(a, two).scalar());
  }

  @Test
  void blockProduct() {
    GradientCheck.check(
        (o, x) -> o.blockProduct(x.get(0), THREE, x.get(1), CLUSTERS),
        random(5, 3, 1),
        random(6, 4, 2));
  }

  @Test
  void transposedBlockProduct() {
    GradientCheck.check(
        (o, x) -> o.transposedBlockProduct(x.get(0), x.get(1), THREE, CLUSTERS),
        random(5, 3, 1),
        random(5, 4, 2));
    GradientCheck.check(
        (o, x) -> o.transposedBlockProduct(x.get(0), x.get(0), THREE, CLUSTERS), random(5, 3, 1));
  }

  @Test
  void blockTrace() {
    GradientCheck.check((o, x) -> o.blockTrace(x.get(0), CLUSTERS), random(6, 3, 1));
  }

  @Test
  void affine() {
    GradientCheck.check(
        (o, x) -> o.affine(List.of(x.get(0), x.get(1)), List.of(x.get(2), x.get(3)), x.get(4)),
        random(4, 2, 1),
        random(4, 3, 2),
        random(2, 3, 3),
        random(3, 3, 4),
        random(1, 3, 5));
    float[] y =
        o.affine(List.of(constant(1, 2, 1, 2)), List.of(constant(2, 1, 3, 4)), constant(1, 1, 10))
            .value()
            .values();
    assertArrayEquals(new float[] {21}, y);
  }

  @Test
  void shareRows() {
    // Sums of 4, 0.5 and 0: the last two are below 1.
    Variable y = o.shareRows(constant(3, 2, 1, 3, 0.25f, 0.25f, 0, 0));
    assertArrayEquals(new float[] {0.25f, 0.75f, 0.25f, 0.25f, 0, 0}, y.value().values());
    GradientCheck.check(
        (o, x) -> o.shareRows(x.get(0)), Matrix.of(3, 2, 1, 3, 0.25f, 0.25f, 0.9f, 0.3f));
  }

  @Test
  void softmax() {
    Variable y = o.softmax(constant(2, 2, 1e30f, 1e30f, 0, (float) Math.log(3)));
    assertArrayEquals(new float[] {0.5f, 0.5f, 0.25f, 0.75f}, y.value().values(), 1e-6f);
    GradientCheck.check((o, x) -> o.softmax(x.get(0)), random(3, 4, 1));
  }

  @Test
  void softmaxEntropy() {
    // Rows (1/2, 1/2) and (1/4, 3/4), and one that is certain.
    Variable x = constant(3, 2, 7, 7, 0, (float) Math.log(3), 0, -1000);
    double expected = Math.log(2) - 0.25 * Math.log(0.25) - 0.75 * Math.log(0.75);
    assertEquals(expected / 3, o.softmaxEntropy(x).scalar(), 1e-6);
    GradientCheck.check((o, v) -> o.softmaxEntropy(v.get(0)), random(3, 4, 1));
  }

  @Test
  void batchNorm() {
    // Columns (1, 3) and (5, 5): mean 2, variance 1; mean 5, variance 0.
    Variable x = constant(2, 2, 1, 5, 3, 5);
    Moments[] told = new Moments[1];
    Variable y = o.batchNorm(x, constant(1, 2, 10, 10), constant(1, 2, 7, 8), m -> told[0] = m);
    assertArrayEquals(new float[] {-3, 8, 17, 8}, y.value().values(), 1e-3f);
    assertArrayEquals(new float[] {2, 5}, told[0].mean());
    assertArrayEquals(new float[] {1, 0}, told[0].variance());
    GradientCheck.check(
        (o, v) -> o.batchNorm(v.get(0), v.get(1), v.get(2), m -> {}),
        random(5, 3, 1),
        random(1, 3, 2),
        random(1, 3, 3));
  }

  @Test
  void batchNormByGivenMoments() {
    Moments moments = new Moments(new float[] {1, 2, 3}, new float[] {4, 0.25f, 1});
    GradientCheck.check(
        (o, v) -> o.batchNorm(v.get(0), v.get(1), v.get(2), moments),
        random(5, 3, 1),
        random(1, 3, 2),
        random(1, 3, 3));
    Variable y = o.batchNorm(constant(1, 3, 5, 3, 3), ones(3), constant(1, 3, 0, 0, 9), moments);
    assertArrayEquals(new float[] {2, 2, 9}, y.value().values(), 1e-3f);
  }

  @Test
  void nanIsNotLost() {
    Variable nan = constant(2, 1, 1, Float.NaN);
    Blocks one = Blocks.of(1, 1);
    assertThrows(NotFiniteException.class, () -> o.softmax(nan));
    assertThrows(NotFiniteException.class, () -> o.softmaxEntropy(nan));
    assertThrows(NotFiniteException.class, () -> o.shareRows(nan));
    assertThrows(NotFiniteException.class, () -> o.blockTrace(nan, one));
    assertThrows(NotFiniteException.class, () -> o.blockProduct(nan, one, nan, one));
    assertThrows(NotFiniteException.class, () -> o.transposedBlockProduct(nan, nan, one, one));
    assertThrows(NotFiniteException.class, () -> o.batchNorm(nan, ones(1), ones(1), m -> {}));
    assertThrows(NotFiniteException.class, () -> o.affine(List.of(nan), List.of(ones(1)), ones(1)));
  }

  @Test
  void shapes() {
    refused(
        "block product: as many blocks on both sides; got 3 and 2",
        () -> o.blockProduct(zeros(5, 3), THREE, zeros(2, 1), Blocks.of(1, 1)));
    refused(
        "block product: 5 rows of at least 3 columns times 6 rows; got 5 x 2 times 6 x 1",
        () -> o.blockProduct(zeros(5, 2), THREE, zeros(6, 1), CLUSTERS));
    refused(
        "transposed block product: 5 rows of at least 3 columns, transposed, times 5 rows;"
            + " got 5 x 3 times 4 x 1",
        () -> o.transposedBlockProduct(zeros(5, 3), zeros(4, 1), THREE, CLUSTERS));
    refused(
        "transposed block product: as many blocks on both sides; got 3 and 1",
        () -> o.transposedBlockProduct(zeros(5, 3), zeros(5, 1), THREE, Blocks.of(1)));
    refused(
        "block trace: 6 rows of at least 3 columns; got 6 x 2",
        () -> o.blockTrace(zeros(6, 2), CLUSTERS));
    refused(
        "affine: weights for each of at least one input; got 1 inputs, 0 weights",
        () -> o.affine(List.of(zeros(1, 1)), List.of(), zeros(1, 1)));
    refused(
        "affine: input 0 of 2 rows, times weights, plus a bias; got 2 x 3 times 2 x 1 plus 1 x 1",
        () -> o.affine(List.of(zeros(2, 3)), List.of(zeros(2, 1)), zeros(1, 1)));
    refused(
        "batch norm: scale and shift of 2 x 3 are 1 x 3; got 1 x 2 and 1 x 3",
        () -> o.batchNorm(zeros(2, 3), zeros(1, 2), zeros(1, 3), m -> {}));
    refused(
        "batch norm: moments of 3 columns; got 1 and 1",
        () ->
            o.batchNorm(
                zeros(2, 3), zeros(1, 3), zeros(1, 3), new Moments(new float[1], new float[1])));
    refused(
        "softmax entropy: at least one row and column; got 0 x 2",
        () -> o.softmaxEntropy(zeros(0, 2)));
  }

  private Variable constant(int rows, int columns, float... values) {
    return tape.constant(Matrix.of(rows, columns, values));
  }

  private Variable zeros(int rows, int columns) {
    return tape.constant(Matrix.zeros(rows, columns));
  }

  private Variable ones(int columns) {
    Matrix ones = Matrix.zeros(1, columns);
    Arrays.fill(ones.values(), 1f);
    return tape.constant(ones);
  }

  private static void refused(String message, Executable call) {
    assertEquals(message, assertThrows(IllegalArgumentException.class, call).getMessage());
  }
}
