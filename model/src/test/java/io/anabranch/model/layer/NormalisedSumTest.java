// SPDX-License-Identifier: Apache-2.0
package io.anabranch.model.layer;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.anabranch.model.embed.BatchEmbedder;
import io.anabranch.model.graph.InNeighbors;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Graph convolution, worked by hand. */
class NormalisedSumTest {

  private static final long ONE = 1L << 24; // quanta

  // 2 to 3. W = [1 2; 0 1; -1 0], b = [0.5, -1, 0].
  private static final ConvolutionWeights WEIGHTS =
      new ConvolutionWeights(2, 3, new float[] {1, 2, 0, 1, -1, 0}, new float[] {0.5f, -1, 0});

  @Test
  void aggregateFirstByHand() {
    SageLayer layer = new SageLayer(WEIGHTS, false, Activation.NONE, false);
    SumAggregator sums = (SumAggregator) layer.aggregator();
    assertTrue(sums.isNormalised());
    assertTrue(sums.countsItself());
    assertFalse(sums.sendsFeatures(), "they are divided first");
    float[] self = tells(layer, 8, -4);
    assertArrayEquals(new float[] {8, -4}, self);
    Degree.scale(self, 0, 2, Degree.scale(3 * ONE)); // 1 / sqrt(4)
    assertArrayEquals(new float[] {4, -2}, self);
    float[] sum = new float[2];
    sums.mean(new long[] {2 * ONE, 6 * ONE}, 0, 3 * ONE, self, 0, sum, 0);
    assertArrayEquals(new float[] {3, 2}, sum); // (6, 4) / 2
    assertArrayEquals(new float[] {7.5f, 1, -3}, update(layer, self, sum));
  }

  @Test
  void transformFirstByHand() {
    SageLayer layer = new SageLayer(WEIGHTS, true, Activation.RELU, false);
    float[] self = tells(layer, 8, -4);
    assertArrayEquals(new float[] {0, -4, -8}, self);
    float[] sum = new float[3];
    ((SumAggregator) layer.aggregator()).mean(null, 0, 3 * ONE, self, 0, sum, 0);
    assertArrayEquals(new float[] {0, -2, -4}, sum);
    assertArrayEquals(new float[] {0.5f, 0, 0}, update(layer, self, sum));
  }

  /** Negative weights may leave nothing of a degree: then nothing is said and nothing heard. */
  @Test
  void aDegreeThatIsNotPositiveScalesToNothing() {
    assertEquals(1, Degree.scale(0));
    assertEquals(0.5, Degree.scale(3 * ONE));
    assertEquals(0, Degree.scale(-ONE));
    assertEquals(0, Degree.scale(-5 * ONE));
    assertEquals(0x1p12, Degree.scale(1 - ONE));
  }

  /** h' = 2 sum + 1, weighted, with a self-loop: each entry of the propagation by hand. */
  @Test
  void aWholeGraphByHand() {
    ConvolutionWeights one = new ConvolutionWeights(1, 1, new float[] {2}, new float[] {1});
    SageModel model =
        new SageModel(
            "m",
            1,
            List.of(new SageLayer(one, false, Activation.NONE, false)),
            ModelCard.untrained(0));
    // d_0 = 1, d_1 = 1 + 1 + 2 = 4, d_2 = 1 + 15 = 16
    InNeighbors graph =
        InNeighbors.of(3, new int[] {0, 1, 1}, new int[] {1, 1, 2}, new float[] {1, 2, 15});
    float[] z = new BatchEmbedder(model, 1).embed(graph, new float[] {3, 8, 32}).values();
    // 3; (3 + 2 * 4 + 4) / 2; (15 * 4 + 8) / 4
    assertArrayEquals(new float[] {7, 16, 35}, z);
  }

  @Test
  void weightsFitTheLayer() {
    assertEquals(9, WEIGHTS.size());
    Exception e =
        assertThrows(
            IllegalArgumentException.class,
            () -> new ConvolutionWeights(2, 3, new float[6], new float[2]));
    assertEquals("bias has 3 elements; got 2", e.getMessage());
    assertFalse(ErrorBound.isKnown(AggregatorType.NORMALISED_SUM));
    assertEquals("gcn", AggregatorType.NORMALISED_SUM.architecture());
  }

  private static float[] tells(SageLayer layer, float... h) {
    float[] self = new float[layer.selfWidth()];
    layer.self(1, h, self);
    return self;
  }

  private static float[] update(SageLayer layer, float[] self, float[] sum) {
    float[] out = new float[3];
    assertEquals(0, layer.update(1, self, sum, out));
    return out;
  }
}
