// SPDX-License-Identifier: Apache-2.0
package io.anabranch.model.autoencoder;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.anabranch.model.device.Matrix;
import io.anabranch.model.kernel.Normal;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class InnerProductTest {

  @Test
  void usageExample() {
    float[] u = {1, 2, -1};
    float[] v = {3, 0.5f, 2};
    assertEquals(2f, InnerProduct.logit(u, v));
    assertEquals(1 / (1 + Math.exp(-2)), InnerProduct.probability(u, v), 1e-7);
    Matrix z = Matrix.of(3, 3, 9, 9, 9, 3, 0.5f, 2, 1, 2, -1);
    assertEquals(2f, new InnerProduct().logit(z, 2, 1));
  }

  @Test
  void varianceByHand() {
    float log2 = (float) Math.log(2);
    // Standard deviations 1 and 2, means 3 and 5: 1 * 4 + 9 * 4 + 25 * 1.
    assertEquals(65, variance(3, 0, 5, log2), 1e-5);
    // Of what is certain: nothing; the second element adds up.
    assertEquals(0, variance(3, -100, 5, -100), 1e-5);
    double both =
        InnerProduct.variance(
            new float[] {3, 0}, new float[] {0, 0}, new float[] {5, 0}, new float[] {log2, log2});
    assertEquals(65 + 4, both, 1e-5);
  }

  @Test
  void varianceIsThatOfManyDraws() {
    float[] meanU = {0.5f, -1};
    float[] meanV = {2, 0.25f};
    float[] logStdU = {-0.5f, 0.3f};
    float[] logStdV = {0.1f, -1};
    float[] noise = new float[400_000];
    Normal.fill(new SplittableRandom(5), noise);
    double sum = 0;
    double squares = 0;
    for (int i = 0; i < noise.length; i += 4) {
      double x = 0;
      for (int k = 0; k < 2; k++) {
        double u = meanU[k] + noise[i + k] * Math.exp(logStdU[k]);
        double v = meanV[k] + noise[i + 2 + k] * Math.exp(logStdV[k]);
        x += u * v;
      }
      sum += x;
      squares += x * x;
    }
    int draws = noise.length / 4;
    double expected = InnerProduct.variance(meanU, logStdU, meanV, logStdV);
    assertEquals(InnerProduct.logit(meanU, meanV), sum / draws, 0.03);
    assertEquals(expected, squares / draws - sum / draws * sum / draws, 0.03 * expected);
  }

  @Test
  void unequalLengthsAreTold() {
    Exception e =
        assertThrows(
            IllegalArgumentException.class, () -> InnerProduct.logit(new float[2], new float[3]));
    assertEquals("v is as long as the mean or row of u, 2; got 3", e.getMessage());
    e =
        assertThrows(
            IllegalArgumentException.class,
            () -> InnerProduct.variance(new float[2], new float[2], new float[2], new float[1]));
    assertEquals("the log-std of v is as long as the mean or row of u, 2; got 1", e.getMessage());
  }

  private static double variance(float meanU, float logStdU, float meanV, float logStdV) {
    return InnerProduct.variance(
        new float[] {meanU}, new float[] {logStdU}, new float[] {meanV}, new float[] {logStdV});
  }
}
