// SPDX-License-Identifier: Apache-2.0
package io.anabranch.model.layer;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.anabranch.model.kernel.FixedPoint;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The aggregators beside the mean, worked by hand; {@link SageLayerTest} has the mean. */
class AggregatorTest {

  // 2 to 3. W_l = [1 2; 0 1; -1 0], b = [0.5, -1, 0], W_r = [1 0; 0 1; 1 1].
  private static final float[] NEIGHBORS = {1, 2, 0, 1, -1, 0};
  private static final float[] BIAS = {0.5f, -1, 0};
  private static final SageWeights GCN = SageWeights.gcn(2, 3, NEIGHBORS, BIAS);

  // W_p = [1 0; 0 -1], b_p = [-0.0, 1].
  private static final SageWeights MAX_POOL =
      new SageWeights(2, 3, NEIGHBORS, BIAS, new float[] {1, 0, 0, 1, 1, 1})
          .withPool(new float[] {1, 0, 0, -1}, new float[] {-0.0f, 1});

  @Test
  void gcnCountsTheVertexItselfAggregateFirst() {
    SageLayer layer = new SageLayer(GCN, false, Activation.NONE, false);
    SumAggregator gcn = (SumAggregator) layer.aggregator();
    assertTrue(gcn.countsItself());
    float[] self = tells(layer, 10, -4);
    assertArrayEquals(new float[] {10, -4}, self);
    float[] mean = new float[2];
    // Neighbors (2, 3) and (6, 1): with itself (18, 0) / 3.
    gcn.mean(quanta(8, 4), 0, 2, self, 0, mean, 0);
    assertArrayEquals(new float[] {6, 0}, mean);
    assertArrayEquals(new float[] {6.5f, -1, -6}, update(layer, self, mean));
  }

  @Test
  void gcnCountsTheVertexItselfTransformFirst() {
    SageLayer layer = new SageLayer(GCN, true, Activation.RELU, false);
    SumAggregator gcn = (SumAggregator) layer.aggregator();
    float[] self = tells(layer, 10, -4);
    assertArrayEquals(new float[] {2, -4, -10}, self);
    assertArrayEquals(self, says(layer, 10, -4));
    // Neighbors (2, 3) and (6, 1) say (8, 3, -2) and (8, 1, -6).
    float[] mean = new float[3];
    gcn.mean(quanta(16, 4, -8), 0, 2, self, 0, mean, 0);
    assertArrayEquals(new float[] {6, 0, -6}, mean);
    assertArrayEquals(new float[] {6.5f, 0, 0}, update(layer, self, mean));
  }

  @Test
  void gcnOfAVertexAloneIsItself() {
    SageLayer layer = new SageLayer(GCN, false, Activation.NONE, false);
    float[] mean = new float[2];
    ((SumAggregator) layer.aggregator()).mean(null, 0, 0, new float[] {10, -4}, 0, mean, 0);
    assertArrayEquals(new float[] {10, -4}, mean);
    assertEquals(FixedPoint.MAX_COUNT - 1, ((SumAggregator) layer.aggregator()).mostNeighbors());
  }

  /** What a vertex says is quantised, its own message no less than those of others. */
  @Test
  void gcnQuantisesTheVertexItself() {
    float[] mean = new float[1];
    FixedPoint.meanWith(null, 0, 0, new float[] {0x1p-26f}, 0, mean, 0, 1);
    assertArrayEquals(new float[] {0}, mean);
    FixedPoint.meanWith(new long[] {3}, 0, 1, new float[] {30_000}, 0, mean, 0, 1);
    assertArrayEquals(new float[] {(float) ((0x1p38 + 3) / 0x1p25)}, mean);
  }

  @Test
  void maxPoolTakesTheLargestOfWhatTheSendersSay() {
    SageLayer layer = new SageLayer(MAX_POOL, false, Activation.NONE, false);
    float[] one = says(layer, 2, 3);
    assertArrayEquals(new float[] {2, 0}, one); // relu(2, 1 - 3)
    float[] other = says(layer, -1, -4);
    assertArrayEquals(new float[] {0, 5}, other);
    float[] maxima = hears(layer, one, other);
    assertArrayEquals(new float[] {2, 5}, maxima);
    float[] self = tells(layer, 10, -4);
    assertArrayEquals(new float[] {10.5f, -5, 6}, self);
    // W_l (2, 5) = (12, 5, -2)
    assertArrayEquals(new float[] {22.5f, 0, 4}, update(layer, self, maxima));
  }

  @Test
  void maxPoolOfNothingIsZero() {
    SageLayer layer = new SageLayer(MAX_POOL, false, Activation.NONE, false);
    hears(layer, new float[] {7, 7}); // another vertex before
    float[] maxima = hears(layer);
    assertArrayEquals(new float[] {10.5f, -5, 6}, update(layer, tells(layer, 10, -4), maxima));
  }

  /** So that a maximum has the same bits in any order. */
  @Test
  void maxPoolSendsNeitherNegativeZeroNorWhatIsNotFinite() {
    SageLayer layer = new SageLayer(MAX_POOL, false, Activation.NONE, false);
    assertArrayEquals(new float[] {0, 0}, says(layer, -0.0f, 7)); // b_p is -0.0
    float[] p = new float[2];
    // (inf, inf * 0) and (NaN, NaN)
    assertEquals(2, layer.message(1, new float[] {Float.POSITIVE_INFINITY, 0}, p));
    assertArrayEquals(new float[] {0, 0}, p);
    assertEquals(2, layer.message(1, new float[] {Float.NaN, 1}, p));
    assertArrayEquals(new float[] {0, 0}, p);
  }

  @Test
  void weightsSayWhichAggregatorTheyAreOf() {
    assertEquals(AggregatorType.GCN, GCN.aggregator());
    assertFalse(GCN.hasSelf());
    assertEquals(9, GCN.size());
    assertEquals(AggregatorType.MAX_POOL, MAX_POOL.aggregator());
    assertEquals(21, MAX_POOL.size());
    Exception e =
        assertThrows(
            IllegalArgumentException.class, () -> MAX_POOL.withPool(new float[4], new float[3]));
    assertEquals("lin.bias has 2 elements; got 3", e.getMessage());
    assertThrows(
        IllegalArgumentException.class,
        () -> new SageLayer(MAX_POOL, true, Activation.NONE, false));
  }

  @Test
  void namesGoBothWays() {
    for (AggregatorType type : AggregatorType.values()) {
      assertEquals(Optional.of(type), AggregatorType.of(type.text()));
    }
    assertEquals(Optional.empty(), AggregatorType.of("median"));
    assertEquals("mean, gcn, max-pool, lstm, attention, normalised-sum", AggregatorType.names());
  }

  private static float[] hears(SageLayer layer, float[]... words) {
    Hearing hearing = ((MailboxAggregator) layer.aggregator()).hearing();
    hearing.begin(null, 0);
    for (float[] word : words) {
      hearing.hear(word, 0);
    }
    float[] heard = {9, 9};
    hearing.end(heard, 0);
    return heard;
  }

  private static float[] tells(SageLayer layer, float... h) {
    float[] self = new float[layer.selfWidth()];
    layer.self(1, h, self);
    return self;
  }

  private static float[] says(SageLayer layer, float... h) {
    float[] p = new float[layer.messageWidth()];
    assertEquals(0, layer.message(1, h, p));
    return p;
  }

  private static float[] update(SageLayer layer, float[] self, float[] aggregate) {
    float[] out = new float[3];
    assertEquals(0, layer.update(1, self, aggregate, out));
    return out;
  }

  private static long[] quanta(long... values) {
    long[] quanta = values.clone();
    for (int i = 0; i < quanta.length; i++) {
      quanta[i] <<= 24;
    }
    return quanta;
  }
}
