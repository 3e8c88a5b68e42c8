// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.stage;

import io.anabranch.model.layer.AggregatorType;
import io.anabranch.model.layer.SageModel;
import io.anabranch.model.layer.Sampling;
import io.anabranch.state.sample.SampleRule;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * The sampling of a model, which knows no state, as the rule of the state, which knows no model.
 */
public final class SampleRules {

  private SampleRules() {}

  /**
   * What the Neighborhood goes by so that the model can be served.
   *
   * @throws IllegalArgumentException if the model hears in order and has no fan-out
   */
  public static SampleRule of(SageModel model) {
    Sampling sampling = model.sampling();
    List<Integer> sizes = new ArrayList<>(sampling.fanouts());
    Collections.reverse(sizes); // fan-outs begin at the last layer
    SampleRule.Order order =
        switch (sampling.order()) {
          case HASH -> SampleRule.Order.HASH;
          case MOST_RECENT -> SampleRule.Order.MOST_RECENT;
        };
    return new SampleRule(sizes, order, sampling.seed(), telling(model.aggregator()));
  }

  private static SampleRule.Telling telling(AggregatorType aggregator) {
    if (aggregator.isOrdered()) {
      return SampleRule.Telling.ORDER;
    }
    return aggregator == AggregatorType.NORMALISED_SUM
        ? SampleRule.Telling.DEGREE
        : SampleRule.Telling.NOTHING;
  }
}
