// SPDX-License-Identifier: Apache-2.0
package io.anabranch.model.layer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class SamplingTest {

  private static final SageModel TWO_LAYERS =
      SageModel.random("m", 1, new int[] {2, 3, 4}, 1, false);

  @Test
  void usageExample() {
    Sampling sampling = new Sampling(List.of(25, 10), Sampling.Order.HASH, 1);
    assertEquals(10, sampling.fanout(0));
    assertEquals(25, sampling.fanout(1));
    assertFalse(sampling.takesAll());
    SageModel model = TWO_LAYERS.withSampling(sampling);
    assertEquals(sampling, model.sampling());
    assertEquals(TWO_LAYERS.layers(), model.layers());
  }

  @Test
  void aModelTakesAllUnlessItIsToldOtherwise() {
    assertTrue(TWO_LAYERS.sampling().takesAll());
    assertEquals(Integer.MAX_VALUE, TWO_LAYERS.sampling().fanout(1));
  }

  @Test
  void eachLayerHasAFanoutThatCanBe() {
    for (int fanout : new int[] {0, -1, Sampling.LARGEST + 1}) {
      assertThrows(
          IllegalArgumentException.class,
          () -> new Sampling(List.of(1, fanout), Sampling.Order.HASH, 0));
    }
    Sampling one = new Sampling(List.of(5), Sampling.Order.HASH, 0);
    IllegalArgumentException e =
        assertThrows(IllegalArgumentException.class, () -> TWO_LAYERS.withSampling(one));
    assertEquals("2 layers take as many fan-outs; got [5]", e.getMessage());
  }
}
