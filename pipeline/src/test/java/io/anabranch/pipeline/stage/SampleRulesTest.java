// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.stage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.anabranch.model.kernel.FixedPoint;
import io.anabranch.model.layer.AggregatorType;
import io.anabranch.model.layer.SageModel;
import io.anabranch.model.layer.Sampling;
import io.anabranch.state.sample.SampleRule;
import io.anabranch.state.sample.SampleRule.Telling;
import io.anabranch.state.sample.WeightQuanta;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class SampleRulesTest {

  private static final Sampling SAMPLING =
      new Sampling(List.of(25, 10), Sampling.Order.MOST_RECENT, 7);

  /** Fan-outs begin at the last layer, sizes at the first. */
  @Test
  void theFirstLayerComesFirst() {
    SageModel model = model(AggregatorType.MEAN);
    assertEquals(
        new SampleRule(List.of(10, 25), SampleRule.Order.MOST_RECENT, 7),
        SampleRules.of(model.withSampling(SAMPLING)));
    assertEquals(SampleRule.ALL, SampleRules.of(model));
  }

  @Test
  void anLstmIsToldTheOrder() {
    SageModel model = model(AggregatorType.LSTM);
    assertEquals(
        new SampleRule(List.of(10, 25), SampleRule.Order.MOST_RECENT, 7, Telling.ORDER),
        SampleRules.of(model.withSampling(SAMPLING)));
    assertThrows(IllegalArgumentException.class, () -> SampleRules.of(model));
  }

  @Test
  void aNormalisedSumIsToldTheDegree() {
    SageModel model = model(AggregatorType.NORMALISED_SUM);
    assertEquals(
        new SampleRule(List.of(), SampleRule.Order.HASH, 0, Telling.DEGREE), SampleRules.of(model));
    assertEquals(Telling.DEGREE, SampleRules.of(model.withSampling(SAMPLING)).telling());
  }

  /** The state quantises weights for itself, for it knows no model. */
  @Test
  void weightsAreQuantisedAsMessagesAre() {
    SplittableRandom random = new SplittableRandom(1);
    for (int i = 0; i < 10_000; i++) {
      float weight = Float.intBitsToFloat(random.nextInt());
      if (Float.isFinite(weight)) {
        assertEquals(FixedPoint.quantise(weight), WeightQuanta.of(weight));
      }
    }
  }

  private static SageModel model(AggregatorType aggregator) {
    return SageModel.random("m", 1, aggregator, new int[] {2, 3, 4}, 1, false);
  }
}
