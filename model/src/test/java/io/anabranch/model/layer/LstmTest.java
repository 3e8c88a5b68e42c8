// SPDX-License-Identifier: Apache-2.0
package io.anabranch.model.layer;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** The LSTM aggregator: one step by hand, sequences beside the formula in double precision. */
class LstmTest {

  private static final int WIDTH = 3;
  private static final int GATES = 4 * WIDTH;

  /**
   * Width 1: W_ih = (1, 2, 3, 4), W_hh = (0.5, 0, -1, 1), biases (0, 1, 0, 0) and (0, 0, 0.5, 0).
   */
  private static final SageWeights ONE =
      new SageWeights(1, 1, new float[] {2}, new float[] {0.25f}, new float[] {3})
          .withLstm(
              new LstmWeights(
                  1,
                  new float[] {1, 2, 3, 4},
                  new float[] {0.5f, 0, -1, 1},
                  new float[] {0, 1, 0, 0},
                  new float[] {0, 0, 0.5f, 0}));

  @Test
  void twoStepsByHand() {
    SageLayer layer = new SageLayer(ONE, false, Activation.NONE, false);
    float heard = hears(layer, new float[] {0.5f}, new float[] {-1})[0];
    // Step 1: i = s(0.5), g = tanh(2), o = s(2); c = i g, h = o tanh(c).
    double c = sigmoid(0.5) * StrictMath.tanh(2);
    double h = sigmoid(2) * StrictMath.tanh(c);
    // Step 2: i = s(-1 + h / 2), f = s(-2 + 1), g = tanh(-3 + 0.5 - h), o = s(-4 + h).
    c = sigmoid(-1) * c + sigmoid(-1 + h / 2) * StrictMath.tanh(-2.5 - h);
    h = sigmoid(-4 + h) * StrictMath.tanh(c);
    assertEquals(h, heard, 1e-7);
    float[] self = new float[1];
    layer.self(1, new float[] {2}, self);
    assertArrayEquals(new float[] {6.25f}, self);
    float[] out = new float[1];
    layer.update(1, self, new float[] {heard}, out);
    assertEquals(6.25 + 2 * h, out[0], 1e-6);
  }

  @Test
  void theOrderMattersAndNothingIsZero() {
    SageLayer layer = new SageLayer(ONE, false, Activation.NONE, false);
    float[] one = {0.5f};
    float[] other = {-1};
    assertTrue(hears(layer, one, other)[0] != hears(layer, other, one)[0]);
    assertArrayEquals(new float[] {0}, hears(layer));
    assertTrue(((MailboxAggregator) layer.aggregator()).isOrdered());
    assertFalse(layer.aggregator().sendsFeatures());
  }

  /** A message is h as it is, and finite. */
  @Test
  void sendsWhatIsFinite() {
    SageLayer layer = new SageLayer(ONE, false, Activation.NONE, false);
    float[] p = new float[2];
    assertEquals(1, layer.message(2, new float[] {Float.NaN, -7}, p));
    assertArrayEquals(new float[] {0, -7}, p);
  }

  @Test
  void sequencesAreThoseOfTheFormula() {
    SplittableRandom random = new SplittableRandom(5);
    LstmWeights weights = draw(random);
    SageWeights sage =
        new SageWeights(WIDTH, 1, new float[WIDTH], new float[1], new float[WIDTH])
            .withLstm(weights);
    SageLayer layer = new SageLayer(sage, false, Activation.NONE, false);
    for (int size = 1; size <= 9; size++) {
      float[][] words = new float[size][];
      Arrays.setAll(words, t -> floats(random, WIDTH));
      float[] heard = hears(layer, words);
      double[] expected = formula(weights, words);
      for (int k = 0; k < WIDTH; k++) {
        assertEquals(expected[k], heard[k], 2e-6);
      }
    }
  }

  @Test
  void weightsFitTheLayer() {
    LstmWeights wide = draw(new SplittableRandom(1));
    Exception e = assertThrows(IllegalArgumentException.class, () -> ONE.withLstm(wide));
    assertEquals("the LSTM is 1 elements wide, as the input; got 3", e.getMessage());
    float[] none = {};
    e =
        assertThrows(
            IllegalArgumentException.class, () -> new LstmWeights(1, none, none, none, none));
    assertEquals("weight_ih_l0 has 4 elements; got 0", e.getMessage());
    assertEquals(3 + 16, ONE.size());
    e =
        assertThrows(
            IllegalArgumentException.class, () -> new SageLayer(ONE, true, Activation.NONE, false));
    assertEquals("lstm is not linear: it is not transform-first", e.getMessage());
  }

  private static float[] hears(SageLayer layer, float[]... words) {
    Hearing hearing = ((MailboxAggregator) layer.aggregator()).hearing();
    hearing.begin(null, 0);
    for (float[] word : words) {
      hearing.hear(word, 0);
    }
    float[] heard = new float[layer.messageWidth()];
    hearing.end(heard, 0);
    return heard;
  }

  private static LstmWeights draw(SplittableRandom random) {
    return new LstmWeights(
        WIDTH,
        floats(random, GATES * WIDTH),
        floats(random, GATES * WIDTH),
        floats(random, GATES),
        floats(random, GATES));
  }

  private static float[] floats(SplittableRandom random, int n) {
    float[] values = new float[n];
    for (int i = 0; i < n; i++) {
      values[i] = (float) (random.nextDouble() * 2 - 1);
    }
    return values;
  }

  private static double[] formula(LstmWeights weights, float[][] words) {
    double[] c = new double[WIDTH];
    double[] h = new double[WIDTH];
    for (float[] word : words) {
      double[] gates = new double[GATES];
      for (int g = 0; g < GATES; g++) {
        gates[g] = weights.inputBias()[g] + weights.recurrentBias()[g];
        for (int i = 0; i < WIDTH; i++) {
          gates[g] += weights.input()[g * WIDTH + i] * word[i];
          gates[g] += weights.recurrent()[g * WIDTH + i] * h[i];
        }
      }
      for (int k = 0; k < WIDTH; k++) {
        c[k] =
            sigmoid(gates[WIDTH + k]) * c[k]
                + sigmoid(gates[k]) * StrictMath.tanh(gates[2 * WIDTH + k]);
      }
      for (int k = 0; k < WIDTH; k++) {
        h[k] = sigmoid(gates[3 * WIDTH + k]) * StrictMath.tanh(c[k]);
      }
    }
    return h;
  }

  private static double sigmoid(double x) {
    return 1 / (1 + StrictMath.exp(-x));
  }
}
