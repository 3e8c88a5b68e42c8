// SPDX-License-Identifier: Apache-2.0
package io.anabranch.model.risk;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.anabranch.model.device.Matrix;
import io.anabranch.model.layer.ModelCard;
import java.util.List;
import org.junit.jupiter.api.Test;

class RiskScorerTest {

  private static final RiskModel.Source SOURCE = new RiskModel.Source("sage", 3);

  /** Hidden: relu(z0 + 2 z1 - 1), relu(z0 - z1); log odds: 3 h0 - h1 + 0.5. */
  private static final RiskModel TWO_LAYERS =
      model(
          new RiskLayer(2, new float[] {1, 2, 1, -1}, new float[] {-1, 0}),
          new RiskLayer(2, new float[] {3, -1}, new float[] {0.5f}));

  private static RiskModel model(RiskLayer... layers) {
    return new RiskModel("risk", 1, SOURCE, List.of(layers), ModelCard.untrained(1));
  }

  @Test
  void usageExample() {
    RiskScorer scorer = new RiskScorer(TWO_LAYERS);
    float[] scores = scorer.score(Matrix.of(3, 2, 1, 0.5f, 3, 0, -1, -1));
    // h = (1, 0.5), (2, 3), (0, 0): log odds 3, 3.5 and 0.5
    float[] expected = {odds(3), odds(3.5), odds(0.5)};
    assertArrayEquals(expected, scores, 1e-7f);
  }

  @Test
  void oneLayerIsLogisticRegression() {
    RiskScorer scorer = new RiskScorer(model(new RiskLayer(1, new float[] {2}, new float[] {-1})));
    assertArrayEquals(
        new float[] {odds(-1), 0.5f, odds(1), 0, 1},
        scorer.score(Matrix.of(5, 1, 0, 0.5f, 1, -1e30f, 1e30f)),
        1e-7f);
  }

  @Test
  void noRowsHaveNoScores() {
    assertEquals(0, new RiskScorer(TWO_LAYERS).score(Matrix.zeros(0, 2)).length);
  }

  @Test
  void whatCannotBeScoredIsTold() {
    RiskScorer scorer = new RiskScorer(TWO_LAYERS);
    Exception e =
        assertThrows(IllegalArgumentException.class, () -> scorer.score(Matrix.zeros(4, 3)));
    assertEquals("embeddings are 2 wide; got 4 x 3", e.getMessage());
    e =
        assertThrows(
            IllegalArgumentException.class,
            () -> scorer.score(Matrix.of(2, 2, 1, 1, Float.NaN, 1)));
    assertEquals(
        "the score of row 1 is a number, as of finite embeddings; got NaN", e.getMessage());
  }

  @Test
  void layersMustFit() {
    RiskLayer one = new RiskLayer(2, new float[] {1, 1}, new float[1]);
    Exception e = assertThrows(IllegalArgumentException.class, () -> model(one, one));
    assertEquals("layer 1 takes 2 elements, but layer 0 gives 1", e.getMessage());
    RiskLayer wide = new RiskLayer(1, new float[] {1, 1}, new float[2]);
    e = assertThrows(IllegalArgumentException.class, () -> model(wide));
    assertEquals(
        "a risk model has at least one layer, the last of width 1; got widths [2]", e.getMessage());
    e =
        assertThrows(
            IllegalArgumentException.class,
            () -> new RiskLayer(2, new float[] {1, 1, 1}, new float[1]));
    assertEquals(
        "a layer has a weight for each of its inputs and outputs; got 3 for 2 and 1",
        e.getMessage());
    e =
        assertThrows(
            IllegalArgumentException.class,
            () -> new RiskLayer(1, new float[] {1}, new float[] {Float.NaN}));
    assertEquals("bias is finite; element 0 is NaN", e.getMessage());
    e = assertThrows(IllegalArgumentException.class, () -> new RiskModel.Source("../sage", 1));
    assertEquals(
        "a model has a name of letters, digits, '.', '_' and '-' and a version of 0 or more;"
            + " got '../sage', 1",
        e.getMessage());
  }

  private static float odds(double logOdds) {
    return (float) (1 / (1 + Math.exp(-logOdds)));
  }
}
