// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.job;

import io.anabranch.model.layer.SageModel;
import io.anabranch.pipeline.alert.Metric;
import io.anabranch.pipeline.config.AnabranchConfig;
import io.anabranch.pipeline.explain.LinearLayer;
import java.util.EnumSet;
import java.util.Set;

/**
 * Of which alerts the live job says what their scores are made of: of those whose scores have a
 * linear part, where the input has no end, so that a question comes round.
 *
 * @param metrics of these
 * @param second whether pairs are scored with the rows of a second model
 */
record Explaining(Set<Metric> metrics, boolean second) {

  /**
   * What the configuration asks for.
   *
   * @param served the model whose rows are the embeddings
   * @param scored the model whose rows pairs are scored with
   */
  static Explaining of(
      AnabranchConfig config, SageModel served, SageModel scored, boolean bounded) {
    Set<Metric> metrics = EnumSet.noneOf(Metric.class);
    if (!bounded && config.alerts().explain() > 0) {
      config.alerts().rules().forEach(rule -> metrics.add(rule.metric()));
      metrics.removeIf(metric -> !isLinear(metric, config, served, scored));
    }
    return new Explaining(metrics, served != scored);
  }

  private static boolean isLinear(
      Metric metric, AnabranchConfig config, SageModel served, SageModel scored) {
    return switch (metric) {
      case SURPRISE -> config.link().enabled() && LinearLayer.of(scored).isPresent();
      case RISK -> config.alerts().riskModel().isPresent() && LinearLayer.of(served).isPresent();
      case EMBEDDING_JUMP -> LinearLayer.of(served).isPresent();
      case RING, BURST -> false;
    };
  }

  /** Whether anybody asks at all. */
  boolean isOn() {
    return !metrics.isEmpty();
  }

  boolean has(Metric metric) {
    return metrics.contains(metric);
  }

  /** Whether the last layer of the model that is served is asked. */
  boolean asksServed() {
    return has(Metric.RISK) || has(Metric.EMBEDDING_JUMP) || (has(Metric.SURPRISE) && !second);
  }

  /** Whether that of the second model is. */
  boolean asksSecond() {
    return has(Metric.SURPRISE) && second;
  }
}
