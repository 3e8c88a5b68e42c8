// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.anabranch.model.device.Matrix;
import org.junit.jupiter.api.Test;

class PrincipalComponentsTest {

  @Test
  void variancesByHand() {
    // Along (3, 4) / 5 at -10, 0, 10 and across it, (-4, 3) / 5, at -1, 2, -1: about (1, 1, 7).
    float[] rows = new float[9];
    double[] along = {-10, 0, 10};
    double[] across = {-1, 2, -1};
    for (int r = 0; r < 3; r++) {
      rows[3 * r] = (float) (1 + (3 * along[r] - 4 * across[r]) / 5);
      rows[3 * r + 1] = (float) (1 + (4 * along[r] + 3 * across[r]) / 5);
      rows[3 * r + 2] = 7;
    }
    double[][] points = PrincipalComponents.project(Matrix.of(3, 3, rows), 3);
    double sign0 = Math.signum(points[2][0]);
    double sign1 = Math.signum(points[1][1]);
    for (int r = 0; r < 3; r++) {
      assertEquals(along[r], sign0 * points[r][0], 1e-5);
      assertEquals(across[r], sign1 * points[r][1], 1e-5);
      assertEquals(0, points[r][2], 1e-5);
    }
  }

  @Test
  void whatDoesNotVaryIsOnePoint() {
    double[][] points = PrincipalComponents.project(Matrix.of(2, 2, 5, 6, 5, 6), 2);
    assertArrayEquals(new double[][] {{0, 0}, {0, 0}}, points);
    assertArrayEquals(new double[][] {{0, 0}}, PrincipalComponents.project(Matrix.of(1, 1, 3), 2));
  }
}
