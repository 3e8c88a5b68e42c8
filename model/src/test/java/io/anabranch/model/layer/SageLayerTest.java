// SPDX-License-Identifier: Apache-2.0
package io.anabranch.model.layer;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

class SageLayerTest {

  // 2 to 3. W_l = [1 2; 0 1; -1 0], b = [0.5, -1, 0], W_r = [1 0; 0 1; 1 1].
  private static final SageWeights WEIGHTS =
      new SageWeights(
          2,
          3,
          new float[] {1, 2, 0, 1, -1, 0},
          new float[] {0.5f, -1, 0},
          new float[] {1, 0, 0, 1, 1, 1});

  private static SageLayer layer(boolean transformFirst, Activation act, boolean normalise) {
    return new SageLayer(WEIGHTS, transformFirst, act, normalise);
  }

  @Test
  void aggregateFirstByHand() {
    SageLayer layer = layer(false, Activation.NONE, false);
    assertEquals(2, layer.messageWidth());
    float[] message = new float[2];
    layer.message(1, new float[] {3, 4}, message);
    assertArrayEquals(new float[] {3, 4}, message);
    float[] out = new float[3];
    // b + W_r h = (0.5 + 10, -1 - 4, 6); + W_l m = (1*2 + 2*3, 3, -2)
    assertEquals(0, layer.update(1, new float[] {10, -4}, new float[] {2, 3}, out));
    assertArrayEquals(new float[] {18.5f, -2, 4}, out);
  }

  @Test
  void transformFirstByHand() {
    SageLayer layer = layer(true, Activation.RELU, false);
    assertEquals(3, layer.messageWidth());
    float[] message = {9, 9, 9};
    layer.message(1, new float[] {2, 3}, message);
    assertArrayEquals(new float[] {8, 3, -2}, message);
    float[] out = new float[3];
    float[] self = {9, 9, 9};
    layer.self(1, new float[] {10, -4}, self);
    assertArrayEquals(new float[] {10.5f, -5, 6}, self); // b + W_r h
    assertEquals(0, layer.update(1, self, message, out));
    assertArrayEquals(new float[] {18.5f, 0, 4}, out); // as above, and -2 is cut off
  }

  @Test
  void isolatedVertexWithoutFeaturesIsTheBias() {
    for (boolean transformFirst : new boolean[] {false, true}) {
      SageLayer layer = layer(transformFirst, Activation.NONE, false);
      float[] self = new float[2 * layer.selfWidth()];
      layer.self(2, new float[4], self);
      float[] out = new float[6];
      layer.update(2, self, new float[2 * layer.messageWidth()], out);
      assertArrayEquals(new float[] {0.5f, -1, 0, 0.5f, -1, 0}, out);
    }
  }

  @Test
  void normalisesAfterTheActivation() {
    SageLayer layer = layer(false, Activation.RELU, true);
    float[] out = new float[3];
    layer.update(1, new float[] {2.5f, 1}, new float[2], out); // (3, 0, 3.5) before
    float norm = (float) Math.sqrt(9 + 3.5 * 3.5);
    assertArrayEquals(new float[] {3 / norm, 0, 3.5f / norm}, out, 1e-7f);
  }

  @Test
  void countsWhatIsNotFinite() {
    SageLayer layer = layer(false, Activation.NONE, false);
    float[] out = new float[3];
    // 2 * MAX overflows in the first output; the last is -MAX + MAX.
    float max = Float.MAX_VALUE;
    assertEquals(1, layer.update(1, new float[] {max, 0}, new float[] {max, max}, out));
    assertArrayEquals(new float[] {0, max, 0}, out);
  }

  @Test
  void weightsAreCopiedInAndOut() {
    float[] bias = {7};
    SageWeights weights = new SageWeights(1, 1, new float[] {1}, bias, new float[] {1});
    bias[0] = 8;
    weights.bias()[0] = 9;
    assertArrayEquals(new float[] {7}, weights.bias());
  }

  @Test
  void refusesWeightsThatDoNotFit() {
    float[] two = new float[2];
    Exception e =
        assertThrows(IllegalArgumentException.class, () -> new SageWeights(2, 1, two, two, two));
    assertEquals("lin_l.bias has 1 elements; got 2", e.getMessage());
    e = assertThrows(IllegalArgumentException.class, () -> new SageWeights(0, 1, two, two, two));
    assertEquals("widths are positive; got 0 to 1", e.getMessage());
  }
}
