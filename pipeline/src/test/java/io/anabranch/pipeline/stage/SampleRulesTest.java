// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.stage;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.anabranch.model.layer.Sampling;
import io.anabranch.state.sample.SampleRule;
import java.util.List;
import org.junit.jupiter.api.Test;

class SampleRulesTest {

  /** Fan-outs begin at the last layer, sizes at the first. */
  @Test
  void theFirstLayerComesFirst() {
    assertEquals(
        new SampleRule(List.of(10, 25), SampleRule.Order.MOST_RECENT, 7),
        SampleRules.of(new Sampling(List.of(25, 10), Sampling.Order.MOST_RECENT, 7)));
    assertEquals(SampleRule.ALL, SampleRules.of(Sampling.ALL));
  }
}
