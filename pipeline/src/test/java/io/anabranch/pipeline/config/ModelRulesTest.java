// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.config;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.anabranch.model.layer.AggregatorType;
import io.anabranch.model.layer.ErrorBound;
import io.anabranch.model.layer.SageModel;
import io.anabranch.model.layer.Sampling;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ModelRulesTest {

  private static final Sampling SAMPLING = new Sampling(List.of(5), Sampling.Order.HASH, 1);

  @ParameterizedTest
  @EnumSource
  void whoKeepsWordsNeedsAFanout(AggregatorType aggregator) {
    SageModel model = SageModel.random("m", 1, aggregator, new int[] {2, 2}, 1, false);
    AnabranchConfig config = config("0");
    assertDoesNotThrow(() -> ModelRules.requireServable(config, model.withSampling(SAMPLING)));
    assertEquals(aggregator.keepsWords(), ModelRules.isUnbounded(aggregator, true));
    if (aggregator.keepsWords()) {
      Exception e =
          assertThrows(ConfigException.class, () -> ModelRules.requireServable(config, model));
      assertTrue(e.getMessage().contains("a fan-out, since " + aggregator.text()), e.getMessage());
    } else {
      assertDoesNotThrow(() -> ModelRules.requireServable(config, model));
    }
  }

  @ParameterizedTest
  @EnumSource
  void epsilonNeedsABound(AggregatorType aggregator) {
    SageModel model =
        SageModel.random("m", 1, aggregator, new int[] {2, 2}, 1, false).withSampling(SAMPLING);
    AnabranchConfig config = config("0.01");
    if (ErrorBound.isKnown(aggregator)) {
      assertDoesNotThrow(() -> ModelRules.requireServable(config, model));
    } else {
      Exception e =
          assertThrows(ConfigException.class, () -> ModelRules.requireServable(config, model));
      assertTrue(e.getMessage().contains("embeddings.epsilon: expected 0, since"), e.getMessage());
      assertTrue(e.getMessage().contains("came 0.01"), e.getMessage());
    }
  }

  private static AnabranchConfig config(String epsilon) {
    return AnabranchConfig.of("embeddings.epsilon=" + epsilon);
  }
}
