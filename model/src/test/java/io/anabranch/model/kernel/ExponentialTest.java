// SPDX-License-Identifier: Apache-2.0
package io.anabranch.model.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class ExponentialTest {

  @Test
  void isWithinOneUlpOfStrictMath() {
    for (float x = -110; x < 95; x += 0.00731f) {
      near(StrictMath.exp(x), Exponential.exp(x), x);
      near(1 / (1 + StrictMath.exp(-x)), Exponential.sigmoid(x), x);
      near(StrictMath.tanh(x), Exponential.tanh(x), x);
      near(StrictMath.expm1(x), Exponential.expMinus1(x), x);
      assertEquals(StrictMath.log1p(StrictMath.exp(x)), Exponential.softplus(x), 1e-13 * 100);
    }
    for (float x = 1e-30f; x < 1; x *= 1.37f) {
      near(StrictMath.tanh(-x), Exponential.tanh(-x), x);
      near(StrictMath.expm1(-x), Exponential.expMinus1(-x), x);
    }
  }

  @Test
  void staysInRange() {
    assertEquals(0f, Exponential.exp(-1e30f));
    assertEquals(Float.POSITIVE_INFINITY, Exponential.exp(1e30f));
    assertEquals(1f, Exponential.exp(0f));
    assertEquals(1f, Exponential.tanh(1e30f));
    assertEquals(-1f, Exponential.tanh(Float.NEGATIVE_INFINITY));
    assertEquals(0f, Exponential.sigmoid(-1e30f));
    assertEquals(1e30, Exponential.softplus(1e30));
    assertEquals(Float.NaN, Exponential.exp(Float.NaN));
    assertEquals(Float.NaN, Exponential.tanh(Float.NaN));
  }

  private static void near(double expected, float actual, float x) {
    assertEquals((float) expected, actual, Math.ulp((float) expected), () -> "at " + x);
  }
}
