// SPDX-License-Identifier: Apache-2.0
package io.anabranch.model.layer;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class ErrorBoundTest {

  // |W_l| = 3, |W_r| = 2, |W_p| = 5
  private static final SageWeights MEAN =
      new SageWeights(2, 2, new float[] {1, -2, 0, 1}, new float[2], new float[] {0, 2, -1, 0});
  private static final double Q = 0x1p-24;

  @Test
  void meanByHand() {
    // Layer 1: e = 3 (2 * 0.1 + q); layer 2: a = 2 (0.1 + 3 e) + q, then a + 2 e.
    double e = 3 * (0.2 + Q);
    assertEquals(2 * (0.1 + 3 * e) + Q + 2 * e, ErrorBound.of(model(MEAN, false), 0.1, 2), 1e-12);
  }

  @Test
  void gcnByHand() {
    SageWeights gcn = SageWeights.gcn(2, 2, new float[] {1, -2, 0, 1}, new float[2]);
    double e = 3 * (0.1 + Q); // no weight is less than that of the vertex itself
    assertEquals(0.1 + 3 * e + Q, ErrorBound.of(model(gcn, false), 0.1, 0.5), 1e-12);
  }

  @Test
  void maxPoolByHand() {
    SageWeights max = MEAN.withPool(new float[] {4, 1, 0, -5}, new float[2]);
    double e = 3 * 0.1;
    assertEquals(3 * (0.1 + 5 * e) + 2 * e, ErrorBound.of(model(max, false), 0.1, 100), 1e-12);
  }

  @Test
  void lstmByHand() {
    // |W_ih| = 3, |W_hh| = 0.5, one row of gate f each
    float[] input = new float[16];
    input[4] = -1;
    input[5] = 2;
    float[] recurrent = new float[16];
    recurrent[4] = 0.5f;
    LstmWeights lstm = new LstmWeights(2, input, recurrent, new float[8], new float[8]);
    SageModel two =
        model(MEAN.withLstm(lstm), false)
            .withSampling(new Sampling(List.of(1, 2), Sampling.Order.HASH, 0));
    // Layer 1, two words off by m = 0.1: z = 0.3, c = 0.375, h = 0.45; z = 0.525,
    // c = 0.375 + 0.525 / 4 + 0.65625, h = c + 0.13125.
    double h = 0.375 + 0.13125 + 0.65625 + 0.13125;
    double e = 3 * h;
    // Layer 2, one word off by m = 0.1 + e: more than an output can be off.
    assertEquals(2, LstmBound.of(3, 0.5, 0.1 + e, 1), 0);
    assertEquals(h, LstmBound.of(3, 0.5, 0.1, 2), 1e-12);
    assertEquals(3 * 2 + 2 * e, ErrorBound.of(two, 0.1f, 100), 1e-6);
    assertEquals(0, LstmBound.of(0, 0.5, 0.1, Integer.MAX_VALUE));
  }

  @Test
  void unitVectorsAreNeverFurtherThanTwo() {
    assertEquals(2, ErrorBound.of(model(MEAN, true), 1e-6, 1));
  }

  @Test
  void withoutEpsilonThereIsNoError() {
    assertEquals(0, ErrorBound.of(model(MEAN, false), 0, 1));
  }

  private static SageModel model(SageWeights weights, boolean normalise) {
    boolean linear = weights.aggregator().isLinear();
    return new SageModel(
        "m",
        1,
        List.of(
            new SageLayer(weights, false, Activation.RELU, normalise),
            new SageLayer(weights, linear, Activation.NONE, normalise)),
        ModelCard.untrained(0));
  }
}
