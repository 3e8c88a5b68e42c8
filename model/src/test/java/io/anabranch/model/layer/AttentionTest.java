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

/** Graph attention: one head by hand, more of them beside the formula in double precision. */
class AttentionTest {

  private static final int IN = 4;
  private static final int WIDTH = 3;

  /** z = 2 h; e = leakyrelu(0.5 z_v + 0.25 z_u); b = 1. */
  private static final SageLayer ONE =
      layer(
          new AttentionWeights(
              new Heads(1, true),
              1,
              1,
              new float[] {2},
              new float[] {0.25f},
              new float[] {0.5f},
              new float[] {1}));

  @Test
  void oneHeadByHand() {
    // What u = 3 says: z = 6, and 0.25 z. What v = -1 tells itself: -2, -0.5 and 0.5 z = -1.
    assertArrayEquals(new float[] {6, 1.5f}, says(ONE, 3));
    assertArrayEquals(new float[] {-2, -0.5f, -1}, tells(ONE, -1));
    // e of u: 0.5; of u = -8: leakyrelu(-5) = -1; of v itself: leakyrelu(-1.5) = -0.3.
    double[] p = {StrictMath.exp(0), StrictMath.exp(-1.5), StrictMath.exp(-0.8)};
    double expected = (6 * p[0] - 16 * p[1] - 2 * p[2]) / (p[0] + p[1] + p[2]);
    float[] heard = hears(ONE, tells(ONE, -1), says(ONE, 3), says(ONE, -8));
    assertEquals(expected, heard[0], 1e-6);
    assertArrayEquals(new float[] {1 + heard[0]}, update(ONE, tells(ONE, -1), heard));
  }

  @Test
  void aVertexAloneIsItself() {
    hears(ONE, tells(ONE, 5), says(ONE, 9)); // another vertex before
    assertArrayEquals(new float[] {-2}, hears(ONE, tells(ONE, -1)));
    MailboxAggregator attention = (MailboxAggregator) ONE.aggregator();
    assertTrue(attention.countsItself());
    assertFalse(attention.isOrdered());
  }

  /** Sums in fixed point: the bits are the same in any order. */
  @Test
  void headsAreThoseOfTheFormulaInAnyOrder() {
    SplittableRandom random = new SplittableRandom(7);
    for (int heads = 1; heads <= 3; heads++) {
      for (boolean concatenated : new boolean[] {true, false}) {
        AttentionWeights weights = draw(random, new Heads(heads, concatenated));
        SageLayer layer = layer(weights);
        float[][] h = new float[20][];
        Arrays.setAll(h, v -> floats(random, IN));
        float[][] words = new float[h.length - 1][];
        Arrays.setAll(words, u -> says(layer, h[u + 1]));
        float[] self = tells(layer, h[0]);
        float[] heard = hears(layer, self, words);
        float[] out = update(layer, self, heard);
        double[] expected = formula(weights, h);
        for (int i = 0; i < out.length; i++) {
          assertEquals(expected[i], out[i], 2e-6);
        }
        float[][] reversed = new float[words.length][];
        Arrays.setAll(reversed, u -> words[words.length - 1 - u]);
        assertArrayEquals(heard, hears(layer, self, reversed));
      }
    }
  }

  @Test
  void scoresOfAnySizeGiveFiniteSums() {
    float[] heard = hears(ONE, tells(ONE, 1e38f), says(ONE, 1e38f), says(ONE, -1e38f));
    assertArrayEquals(new float[] {0x1p14f}, heard); // the largest that is represented
    heard = hears(ONE, tells(ONE, -1e38f), says(ONE, -1e38f));
    assertArrayEquals(new float[] {-0x1p14f}, heard);
  }

  @Test
  void sendsWhatIsFinite() {
    float[] p = new float[2];
    assertEquals(1, ONE.message(1, new float[] {Float.MAX_VALUE}, p));
    assertArrayEquals(new float[] {0, Float.MAX_VALUE / 2}, p); // 2 h overflows, 0.5 h does not
    assertEquals(2, ONE.message(1, new float[] {Float.NaN}, p));
    assertArrayEquals(new float[] {0, 0, 0}, tells(ONE, Float.NaN));
  }

  @Test
  void weightsFitTheLayer() {
    float[] none = {};
    Exception e =
        assertThrows(
            IllegalArgumentException.class,
            () -> new AttentionWeights(new Heads(2, true), 3, 5, none, none, none, none));
    assertEquals("lin.weight has 30 elements; got 0", e.getMessage());
    assertThrows(IllegalArgumentException.class, () -> new Heads(0, true));
    assertThrows(IllegalArgumentException.class, () -> new Heads(257, true));
    assertEquals(4, new Heads(3, true).widthOf(12));
    assertEquals(5, new Heads(3, false).widthOf(5));
    e = assertThrows(IllegalArgumentException.class, () -> new Heads(3, true).widthOf(5));
    assertEquals("3 heads side by side do not fill a width of 5", e.getMessage());
    AttentionWeights averaged = draw(new SplittableRandom(1), new Heads(2, false));
    assertEquals(WIDTH, averaged.outputWidth());
    assertEquals(2 * WIDTH * (IN + 2) + WIDTH, averaged.size());
    assertThrows(
        IllegalArgumentException.class,
        () -> new SageLayer(averaged, true, Activation.NONE, false));
  }

  /** Hidden layers put their heads side by side and end in elu, the last one averages. */
  @Test
  void anUntrainedModelIsThatOfThePaper() {
    SageModel model =
        SageModel.random(
            "m", 1, new Architecture(AggregatorType.ATTENTION, 2), new int[] {5, 6, 3}, 1, false);
    AttentionWeights first = (AttentionWeights) model.layer(0).weights();
    AttentionWeights last = (AttentionWeights) model.layer(1).weights();
    assertEquals(new Heads(2, true), first.heads());
    assertEquals(3, first.headWidth());
    assertEquals(new Heads(2, false), last.heads());
    assertEquals(Activation.ELU, model.layer(0).activation());
    assertEquals(Activation.NONE, model.layer(1).activation());
    assertEquals(6 + 2, model.layer(0).messageWidth());
    assertEquals(6 + 4, model.layer(0).selfWidth());
    assertEquals(6, model.layer(1).aggregateWidth());
    assertFalse(ErrorBound.isKnown(model.aggregator()));
    assertEquals(0, ErrorBound.of(model, 0, 1));
    assertThrows(IllegalArgumentException.class, () -> ErrorBound.of(model, 0.1, 1));
  }

  private static SageLayer layer(AttentionWeights weights) {
    return new SageLayer(weights, false, Activation.NONE, false);
  }

  private static float[] says(SageLayer layer, float... h) {
    float[] p = new float[layer.messageWidth()];
    layer.message(1, h, p);
    return p;
  }

  private static float[] tells(SageLayer layer, float... h) {
    float[] self = new float[layer.selfWidth()];
    layer.self(1, h, self);
    return self;
  }

  private static float[] hears(SageLayer layer, float[] self, float[]... words) {
    Hearing hearing = ((MailboxAggregator) layer.aggregator()).hearing();
    hearing.begin(self, 0);
    for (float[] word : words) {
      hearing.hear(word, 0);
    }
    float[] heard = new float[layer.aggregateWidth()];
    hearing.end(heard, 0);
    return heard;
  }

  private static float[] update(SageLayer layer, float[] self, float[] heard) {
    float[] out = new float[layer.outputWidth()];
    layer.update(1, self, heard, out);
    return out;
  }

  private static AttentionWeights draw(SplittableRandom random, Heads heads) {
    int all = heads.count() * WIDTH;
    return new AttentionWeights(
        heads,
        IN,
        WIDTH,
        floats(random, all * IN),
        floats(random, all),
        floats(random, all),
        floats(random, heads.concatenated() ? all : WIDTH));
  }

  private static float[] floats(SplittableRandom random, int n) {
    float[] values = new float[n];
    for (int i = 0; i < n; i++) {
      values[i] = (float) (random.nextDouble() * 2 - 1);
    }
    return values;
  }

  /** Equations 1 to 6 of vertex 0, whose in-neighbors are all the others. */
  private static double[] formula(AttentionWeights weights, float[][] h) {
    int heads = weights.heads().count();
    double[][] z = new double[h.length][heads * WIDTH];
    for (int v = 0; v < h.length; v++) {
      for (int o = 0; o < heads * WIDTH; o++) {
        for (int i = 0; i < IN; i++) {
          z[v][o] += (double) weights.transform()[o * IN + i] * h[v][i];
        }
      }
    }
    double[] out = new double[weights.outputWidth()];
    for (int o = 0; o < heads * WIDTH; o++) {
      double[] p = coefficients(weights, z, o / WIDTH);
      for (int u = 0; u < h.length; u++) {
        double share = weights.heads().concatenated() ? 1 : 1.0 / heads;
        out[o % out.length] += share * p[u] * z[u][o];
      }
    }
    for (int i = 0; i < out.length; i++) {
      out[i] += weights.bias()[i];
    }
    return out;
  }

  private static double[] coefficients(AttentionWeights weights, double[][] z, int head) {
    double[] p = new double[z.length];
    double sum = 0;
    for (int u = 0; u < z.length; u++) {
      double e = 0;
      for (int o = head * WIDTH; o < (head + 1) * WIDTH; o++) {
        e += weights.target()[o] * z[0][o] + weights.source()[o] * z[u][o];
      }
      p[u] = StrictMath.exp(e > 0 ? e : 0.2 * e);
      sum += p[u];
    }
    for (int u = 0; u < z.length; u++) {
      p[u] /= sum;
    }
    return p;
  }
}
