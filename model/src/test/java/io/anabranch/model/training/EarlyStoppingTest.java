// SPDX-License-Identifier: Apache-2.0
package io.anabranch.model.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.anabranch.model.training.EarlyStopping.Verdict;
import org.junit.jupiter.api.Test;

class EarlyStoppingTest {

  @Test
  void stopsAboveTheMeanOfTheWindow() {
    EarlyStopping stopping = EarlyStopping.aboveMeanOf(2);
    assertFalse(stopping.after(5, 0).stop());
    assertFalse(stopping.after(9, 0).stop()); // the window is not full
    assertFalse(stopping.after(7, 0).stop()); // 7 = (5 + 9) / 2
    assertFalse(stopping.after(7.9, 0).stop()); // below (9 + 7) / 2
    assertTrue(stopping.after(7.5, 0).stop()); // above (7 + 7.9) / 2
  }

  @Test
  void patienceEndsWhenNeitherImproves() {
    EarlyStopping stopping = EarlyStopping.patience(2);
    assertEquals(new Verdict(true, false), stopping.after(5, 0.5));
    assertEquals(new Verdict(false, false), stopping.after(6, 0.6)); // accuracy alone: reset
    assertEquals(new Verdict(false, false), stopping.after(7, 0.1));
    assertEquals(new Verdict(false, false), stopping.after(4, 0.1)); // loss alone: reset
    assertEquals(new Verdict(true, false), stopping.after(4, 0.6)); // both reached
    assertEquals(new Verdict(false, false), stopping.after(5, 0.5));
    assertEquals(new Verdict(false, true), stopping.after(5, 0.5));
  }

  @Test
  void lowestLossIsKept() {
    EarlyStopping stopping = EarlyStopping.lowestLoss(2);
    assertEquals(new Verdict(true, false), stopping.after(5, 0.5));
    assertEquals(new Verdict(false, false), stopping.after(5, 0.9));
    assertEquals(new Verdict(true, false), stopping.after(4, 0.1));
    assertEquals(new Verdict(false, false), stopping.after(6, 0.1));
    assertEquals(new Verdict(false, true), stopping.after(5, 0.1));
  }

  @Test
  void refusesNoEpochs() {
    assertThrows(IllegalArgumentException.class, () -> EarlyStopping.lowestLoss(0));
    assertThrows(IllegalArgumentException.class, () -> EarlyStopping.aboveMeanOf(0));
    assertThrows(IllegalArgumentException.class, () -> EarlyStopping.patience(0));
  }

  @Test
  void glorotIsUniformWithinItsLimitAndAFunctionOfItsSeed() {
    float[] w = new Glorot(3).draw("w", 100, 50).value().values();
    double limit = Math.sqrt(6.0 / 150);
    double squares = 0;
    for (float x : w) {
      assertTrue(Math.abs(x) <= limit);
      squares += (double) x * x;
    }
    assertEquals(limit * limit / 3, squares / w.length, 0.03 * limit * limit);
    assertEquals(w[17], new Glorot(3).draw("w", 100, 50).value().values()[17]);
  }
}
