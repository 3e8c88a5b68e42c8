// SPDX-License-Identifier: Apache-2.0
package io.anabranch.model.risk;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.anabranch.model.device.Matrix;
import io.anabranch.model.kernel.Exponential;
import io.anabranch.model.layer.ModelCard;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class RiskGradientTest {

  /** Hidden: relu(z0 + 2 z1 - 1), relu(z0 - z1); log odds: 3 h0 - h1 + 0.5. */
  private static final RiskModel TWO_LAYERS =
      model(
          new RiskLayer(2, new float[] {1, 2, 1, -1}, new float[] {-1, 0}),
          new RiskLayer(2, new float[] {3, -1}, new float[] {0.5f}));

  /** At (3, 0) both are above 0: 3 (1, 2) - (1, -1) = (2, 7), and the log odds 6 - 3 + 0.5. */
  @Test
  void usageExample() {
    RiskGradient.At at = new RiskGradient(TWO_LAYERS).at(new float[] {3, 0});
    assertArrayEquals(new float[] {2, 7}, at.gradient());
    assertEquals(3.5f, at.logOdds());
  }

  /** At (0, 1) the second is off: 3 (1, 2); at (-1, -1) both are, and nothing moves the score. */
  @Test
  void whatIsOffHasNoPart() {
    RiskGradient gradient = new RiskGradient(TWO_LAYERS);
    assertArrayEquals(new float[] {3, 6}, gradient.at(new float[] {0, 1}).gradient());
    assertArrayEquals(new float[] {0, 0}, gradient.at(new float[] {-1, -1}).gradient());
    assertEquals(0.5f, gradient.at(new float[] {-1, -1}).logOdds());
  }

  @Test
  void ofOneLayerItIsTheWeightEverywhere() {
    RiskGradient gradient =
        new RiskGradient(model(new RiskLayer(2, new float[] {2, -3}, new float[] {-1})));
    assertArrayEquals(new float[] {2, -3}, gradient.at(new float[] {5, 7}).gradient());
    assertEquals(10 - 21 - 1, gradient.at(new float[] {5, 7}).logOdds());
  }

  /** The log odds are those of the score, bit for bit, and the slope is that of differences. */
  @Test
  void differencesOfRandomModels() {
    SplittableRandom random = new SplittableRandom(7);
    for (int n = 0; n < 50; n++) {
      RiskModel model = random(random, 3, 4, 3, 1);
      float[] z = vector(random, 3);
      RiskGradient.At at = new RiskGradient(model).at(z);
      float score = new RiskScorer(model).score(Matrix.of(1, 3, z.clone()))[0];
      assertEquals(score, Exponential.sigmoid(at.logOdds()));
      for (int i = 0; i < z.length; i++) {
        double step = 1e-5;
        double right = logOdds(model, z, i, step) - logOdds(model, z, i, 0);
        double left = logOdds(model, z, i, 0) - logOdds(model, z, i, -step);
        if (Math.abs(right - left) < 1e-9) { // else there is a kink between
          assertEquals((right + left) / (2 * step), at.gradient()[i], 1e-5, "model " + n);
        }
      }
    }
  }

  @Test
  void anEmbeddingOfAnotherWidthIsRefused() {
    Exception e =
        assertThrows(
            IllegalArgumentException.class,
            () -> new RiskGradient(TWO_LAYERS).at(new float[] {1, 2, 3}));
    assertEquals("embeddings are 2 wide; got 1 x 3", e.getMessage());
  }

  /** In double, from the definition. */
  private static double logOdds(RiskModel model, float[] z, int moved, double by) {
    double[] x = new double[z.length];
    for (int i = 0; i < x.length; i++) {
      x[i] = z[i] + (i == moved ? by : 0);
    }
    for (int l = 0; l < model.layers().size(); l++) {
      RiskLayer layer = model.layers().get(l);
      double[] y = new double[layer.outputWidth()];
      for (int r = 0; r < y.length; r++) {
        y[r] = layer.bias()[r];
        for (int c = 0; c < x.length; c++) {
          y[r] += layer.weight()[r * x.length + c] * x[c];
        }
        y[r] = l + 1 < model.layers().size() ? Math.max(0, y[r]) : y[r];
      }
      x = y;
    }
    return x[0];
  }

  private static RiskModel random(SplittableRandom random, int... widths) {
    RiskLayer[] layers = new RiskLayer[widths.length - 1];
    for (int l = 0; l < layers.length; l++) {
      layers[l] =
          new RiskLayer(
              widths[l], vector(random, widths[l] * widths[l + 1]), vector(random, widths[l + 1]));
    }
    return model(layers);
  }

  private static float[] vector(SplittableRandom random, int width) {
    float[] vector = new float[width];
    for (int i = 0; i < width; i++) {
      vector[i] = (float) random.nextDouble(-1, 1);
    }
    return vector;
  }

  private static RiskModel model(RiskLayer... layers) {
    return new RiskModel(
        "risk", 1, new RiskModel.Source("sage", 3), List.of(layers), ModelCard.untrained(1));
  }
}
