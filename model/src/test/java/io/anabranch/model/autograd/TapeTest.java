// SPDX-License-Identifier: Apache-2.0
package io.anabranch.model.autograd;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.anabranch.model.device.Device;
import io.anabranch.model.device.Matrix;
import io.anabranch.model.device.Pointwise;
import io.anabranch.model.device.Segments;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TapeTest {

  private final Tape tape = new Tape(Device.cpu(1));
  private final Operations o = new Operations(tape);

  @Test
  void usageExample() {
    // loss = |x w|^2 of x = (1 2), w = (3 -1)': (x w) = 1, d loss / dw = 2 (x w) x'
    Parameter w = new Parameter("w", Matrix.of(2, 1, 3, -1));
    Variable x = tape.constant(Matrix.of(1, 2, 1, 2));
    Variable loss = o.squaredNorm(o.matmul(x, tape.parameter(w)));
    assertEquals(1, loss.scalar());
    tape.backward(loss);
    assertArrayEquals(new float[] {2, 4}, w.gradient().values());
  }

  @Test
  void gradientsOfSeveralPassesAddUpUntilCleared() {
    Parameter w = new Parameter("w", Matrix.of(1, 1, 3));
    for (int pass = 1; pass <= 2; pass++) {
      Tape next = new Tape(Device.cpu(1));
      next.backward(new Operations(next).scale(next.parameter(w), 5));
      assertArrayEquals(new float[] {5 * pass}, w.gradient().values());
    }
    w.clearGradient();
    assertArrayEquals(new float[] {0}, w.gradient().values());
  }

  @Test
  void whatTheLossDoesNotUseGetsNoGradient() {
    Parameter w = new Parameter("w", Matrix.of(1, 1, 3));
    Variable x = tape.parameter(w);
    Variable unused = o.scale(x, 100);
    tape.backward(o.scale(x, 2));
    assertEquals(300, unused.scalar());
    assertArrayEquals(new float[] {2}, w.gradient().values());
  }

  @Test
  void overflowIsNamed() {
    Variable huge = tape.constant(Matrix.of(1, 2, 1, 3e38f));
    NotFiniteException e = assertThrows(NotFiniteException.class, () -> o.add(huge, huge));
    assertEquals("add is finite; got Infinity at row 0, column 1 of 1 x 2", e.getMessage());
  }

  @Test
  void overflowOfAGradientIsNamed() {
    Parameter w = new Parameter("w", Matrix.of(1, 1, 1e-38f));
    Variable y = o.scale(o.scale(o.scale(tape.parameter(w), 1e30f), 1e-30f), 1e30f);
    Variable loss = o.scale(o.scale(y, 1e-10f), 1e30f);
    NotFiniteException e = assertThrows(NotFiniteException.class, () -> tape.backward(loss));
    assertEquals(
        "gradient of scale is finite; got Infinity at row 0, column 0 of 1 x 1", e.getMessage());
  }

  @ParameterizedTest
  @EnumSource
  void nanIsNotLostInAnActivation(Pointwise function) {
    assertThrows(NotFiniteException.class, () -> o.activate(function, nan()));
  }

  @Test
  void nanIsNotLostElsewhere() {
    Segments segments = Segments.of(1, 0, 0);
    assertThrows(NotFiniteException.class, () -> o.segmentMax(nan(), segments));
    assertThrows(NotFiniteException.class, () -> o.segmentSum(nan(), segments));
    assertThrows(NotFiniteException.class, () -> o.segmentSoftmax(nan(), segments));
    assertThrows(NotFiniteException.class, () -> o.logSoftmax(nan()));
    assertThrows(NotFiniteException.class, () -> o.normaliseRows(nan()));
    assertThrows(NotFiniteException.class, () -> o.mean(nan()));
    assertThrows(NotFiniteException.class, () -> o.squaredNorm(nan()));
    assertThrows(NotFiniteException.class, () -> o.matmul(nan(), zeros(1, 3)));
    assertThrows(
        NotFiniteException.class, () -> o.binaryCrossEntropy(nan(), Matrix.zeros(2, 1), 1));
    DropMask all = new DropMask(0.9999f, 1);
    assertThrows(NotFiniteException.class, () -> o.dropout(nan(), all));
  }

  private Variable nan() {
    return tape.constant(Matrix.of(2, 1, 1, Float.NaN));
  }

  private Variable zeros(int rows, int columns) {
    return tape.constant(Matrix.zeros(rows, columns));
  }
}
