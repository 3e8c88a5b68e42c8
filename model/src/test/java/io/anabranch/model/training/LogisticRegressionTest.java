// SPDX-License-Identifier: Apache-2.0
package io.anabranch.model.training;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.anabranch.model.device.Device;
import io.anabranch.model.device.Matrix;
import org.junit.jupiter.api.Test;

class LogisticRegressionTest {

  private static final Device DEVICE = Device.cpu(1);

  @Test
  void theScaleOfTheInputDoesNotMatter() {
    Matrix x = Matrix.of(3, 2, 1, 7, 3, -7, 2, 0.5f);
    Matrix larger = Matrix.of(3, 2, 64, 448, 192, -448, 128, 32);
    int[] labels = {0, 1, 1};
    int[] rows = {0, 1};
    var settings = LogisticRegression.Settings.USUAL;
    float[] small =
        LogisticRegression.fit(DEVICE, x, labels, 2, rows, settings)
            .logits(x, new int[] {2})
            .values();
    float[] large =
        LogisticRegression.fit(DEVICE, larger, labels, 2, rows, settings)
            .logits(larger, new int[] {2})
            .values();
    assertArrayEquals(small, large, 1e-4f);
  }

  @Test
  void separatesThreeClasses() {
    Matrix x = Matrix.of(6, 2, 0, 0, 0.1f, 0, 5, 0, 5.1f, 0, 0, 5, 0, 5.1f);
    int[] labels = {0, 0, 1, 1, 2, 2};
    LogisticRegression model =
        LogisticRegression.fit(
            DEVICE, x, labels, 3, new int[] {0, 2, 4}, LogisticRegression.Settings.USUAL);
    assertEquals(1, model.accuracy(x, labels, new int[] {1, 3, 5}));
    assertEquals(0.5, model.accuracy(x, new int[] {1, 0, 1, 1, 2, 2}, new int[] {0, 3}));
  }

  /** Without features that tell, the logits are those of the classes' shares. */
  @Test
  void knowsTheShares() {
    Matrix x = Matrix.zeros(4, 1);
    LogisticRegression model =
        LogisticRegression.fit(
            DEVICE,
            x,
            new int[] {0, 0, 0, 1},
            2,
            new int[] {0, 1, 2, 3},
            new LogisticRegression.Settings(2000, 0.01f, 0));
    float[] logits = model.logits(x, new int[] {0}).values();
    assertEquals(Math.log(3), logits[0] - logits[1], 1e-3);
  }

  @Test
  void decayShrinks() {
    Matrix x = Matrix.of(2, 1, -1, 1);
    int[] rows = {0, 1};
    LogisticRegression.Settings settings = new LogisticRegression.Settings(500, 0.05f, 0.01f);
    float loose = spread(LogisticRegression.fit(DEVICE, x, rows, 2, rows, settings), x);
    float tight =
        spread(LogisticRegression.fit(DEVICE, x, rows, 2, rows, settings.withDecay(1)), x);
    assertTrue(tight > 0 && tight < loose / 2, () -> tight + " of " + loose);
  }

  private static float spread(LogisticRegression model, Matrix x) {
    float[] logits = model.logits(x, new int[] {1}).values();
    return logits[1] - logits[0];
  }

  @Test
  void refusesNothingToLearnFrom() {
    assertThrows(
        IllegalArgumentException.class,
        () ->
            LogisticRegression.fit(
                DEVICE,
                Matrix.zeros(2, 1),
                new int[2],
                2,
                new int[0],
                LogisticRegression.Settings.USUAL));
    assertThrows(IllegalArgumentException.class, () -> new LogisticRegression.Settings(0, 0.1f, 0));
  }
}
