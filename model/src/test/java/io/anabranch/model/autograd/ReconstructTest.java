// SPDX-License-Identifier: Apache-2.0
package io.anabranch.model.autograd;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.anabranch.model.device.Device;
import io.anabranch.model.device.Matrix;
import io.anabranch.model.device.SparseMatrix;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Against the formula over all n^2 pairs, in double. */
class ReconstructTest {

  private static final double WEIGHT = 7.5;
  private static final double NORM = 0.6;

  @Test
  void twoRowsByHand() {
    // z = (1, 2): logits 1 2 2 4; the only target is 0 -> 1.
    SparseMatrix targets =
        SparseMatrix.of(2, 2, new int[] {0, 1, 1}, new int[] {1}, new float[] {1});
    Parameter z = new Parameter("z", Matrix.of(2, 1, 1, 2));
    double sum = softplus(1) + WEIGHT * softplus(-2) + softplus(2) + softplus(4);
    assertEquals(NORM / 4 * sum, run(Device.cpu(1), z, targets), 1e-6);
    // By the logits s(1), -w s(-2), s(2), s(4); by z0 2 x, then z1, z1; by z1 z0, z0, 2 z1.
    double edge = -WEIGHT * sigmoid(-2);
    double first = 2 * sigmoid(1) + 2 * edge + 2 * sigmoid(2);
    double second = edge + sigmoid(2) + 2 * 2 * sigmoid(4);
    float[] expected = {(float) (NORM / 4 * first), (float) (NORM / 4 * second)};
    assertArrayEquals(expected, z.gradient().values(), 1e-6f);
  }

  /** Less than a block, several tiles, widths that are padded and that are not. */
  @ParameterizedTest
  @CsvSource({"1,3", "7,1", "16,16", "17,2", "256,4", "257,5", "600,16", "530,20"})
  void isTheDenseFormula(int n, int d) {
    Parameter z = new Parameter("z", GradientCheck.random(n, d, n));
    SparseMatrix targets = targets(n, 3);
    double[] expected = new double[n * d];
    double loss = dense(z.value(), targets, expected);
    assertEquals(loss, run(Device.cpu(), z, targets), 1e-6 * loss);
    for (int i = 0; i < expected.length; i++) {
      double scale = NORM / n;
      assertEquals(expected[i], z.gradient().values()[i], 2e-6 * scale, "element " + i);
    }
  }

  @Test
  void theNumberOfThreadsDoesNotShow() {
    Parameter alone = new Parameter("z", GradientCheck.random(900, 16, 1));
    float loss = run(Device.cpu(1), alone, targets(900, 4));
    for (int threads : new int[] {2, 3, 7}) {
      Parameter z = new Parameter("z", alone.value());
      assertEquals(loss, run(Device.cpu(threads), z, targets(900, 4)));
      assertArrayEquals(alone.gradient().values(), z.gradient().values());
    }
  }

  @Test
  void hugeLogitsCostWhatTheyAreWorth() {
    SparseMatrix loops =
        SparseMatrix.of(2, 2, new int[] {0, 1, 2}, new int[] {0, 1}, new float[] {1, 1});
    // Logits 1e6 on the diagonal, -1e6 beside it: all as the targets have it.
    Parameter right = new Parameter("z", Matrix.of(2, 1, 1000, -1000));
    assertEquals(0, run(Device.cpu(1), right, loops), 1e-6);
    Parameter wrong = new Parameter("z", Matrix.of(2, 1, 1000, 1000));
    assertEquals(NORM / 4 * 2e6, run(Device.cpu(1), wrong, loops), 1);
  }

  @Test
  void logitsBeyondFloatAreTold() {
    Parameter z = new Parameter("z", Matrix.of(1, 1, 1e30f));
    SparseMatrix none = SparseMatrix.of(1, 1, new int[] {0, 0}, new int[0], new float[0]);
    Exception e = assertThrows(NotFiniteException.class, () -> run(Device.cpu(1), z, none));
    assertEquals("reconstruct is finite; got Infinity at row 0, column 0 of 1 x 1", e.getMessage());
  }

  @Test
  void reparameteriseByHand() {
    Operations o = new Operations(new Tape(Device.cpu(1)));
    float log2 = (float) Math.log(2);
    Variable y =
        o.reparameterise(
            new Tape(Device.cpu(1)).constant(Matrix.of(1, 3, 10, 20, 30)),
            new Tape(Device.cpu(1)).constant(Matrix.of(1, 3, 0, log2, -log2)),
            Matrix.of(1, 3, 1, -3, 4));
    assertArrayEquals(new float[] {11, 14, 32}, y.value().values(), 1e-5f);
  }

  @Test
  void divergenceByHand() {
    Tape tape = new Tape(Device.cpu(1));
    Operations o = new Operations(tape);
    Variable zero = tape.constant(Matrix.zeros(2, 2));
    assertEquals(0, o.divergence(zero, zero).scalar());
    // -1/2 (1 + 0 - 1 - 1) - 1/2 (1 + 2 log 2 - 0 - 4)
    Variable mean = tape.constant(Matrix.of(1, 2, 1, 0));
    Variable logStd = tape.constant(Matrix.of(1, 2, 0, (float) Math.log(2)));
    assertEquals(2 - Math.log(2), o.divergence(mean, logStd).scalar(), 1e-6);
  }

  /** Forward and backward; returns the loss. */
  private static float run(Device device, Parameter z, SparseMatrix targets) {
    Tape tape = new Tape(device);
    Variable loss = new Operations(tape).reconstruct(tape.parameter(z), targets, WEIGHT, NORM);
    tape.backward(loss);
    return loss.scalar();
  }

  /** The loss; adds its gradient. */
  private static double dense(Matrix z, SparseMatrix targets, double[] gradient) {
    int n = z.rows();
    double[][] t = new double[n][n];
    for (int i = 0; i < n; i++) {
      for (int e = targets.offsets()[i]; e < targets.offsets()[i + 1]; e++) {
        t[i][targets.columnOf()[e]] += targets.values()[e];
      }
    }
    double share = NORM / n / n;
    double loss = 0;
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        double x = 0;
        for (int c = 0; c < z.columns(); c++) {
          x += (double) z.get(i, c) * z.get(j, c);
        }
        loss += share * (WEIGHT * t[i][j] * softplus(-x) + (1 - t[i][j]) * softplus(x));
        double dx = share * ((1 - t[i][j]) * sigmoid(x) - WEIGHT * t[i][j] * sigmoid(-x));
        for (int c = 0; c < z.columns(); c++) {
          gradient[i * z.columns() + c] += dx * z.get(j, c);
          gradient[j * z.columns() + c] += dx * z.get(i, c);
        }
      }
    }
    return loss;
  }

  /** About so many entries a row, not symmetric, some twice, from 0 to 1. */
  private static SparseMatrix targets(int n, int perRow) {
    SplittableRandom random = new SplittableRandom(n);
    int[] offsets = new int[n + 1];
    int[] columnOf = new int[n * perRow];
    float[] values = new float[columnOf.length];
    for (int i = 0; i < n; i++) {
      offsets[i + 1] = offsets[i] + perRow;
    }
    for (int e = 0; e < values.length; e++) {
      columnOf[e] = random.nextInt(n);
      values[e] = random.nextInt(5) / 4f;
    }
    return SparseMatrix.of(n, n, offsets, columnOf, values);
  }

  private static double softplus(double x) {
    return Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x)));
  }

  private static double sigmoid(double x) {
    return 1 / (1 + Math.exp(-x));
  }
}
