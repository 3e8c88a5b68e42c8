// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.alert;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Brings scores to the rules that look at them. A score below a fixed threshold goes no further: so
 * nearly all of them stay where they are computed.
 */
public final class AlertRouter {

  private final Map<Metric, List<AlertRule>> rules = new EnumMap<>(Metric.class);

  public AlertRouter(List<AlertRule> rules) {
    for (Metric metric : Metric.values()) {
      this.rules.put(metric, rules.stream().filter(rule -> rule.metric() == metric).toList());
    }
  }

  /** Whether any rule looks at a metric. */
  public boolean wants(Metric metric) {
    return !rules.get(metric).isEmpty();
  }

  /** Hands a score to each rule that it may concern. */
  public void route(Signal signal, Consumer<Candidate> out) {
    for (AlertRule rule : rules.get(signal.metric())) {
      if (!(rule.limit() instanceof Limit.Threshold fixed) || signal.score() > fixed.value()) {
        out.accept(Candidate.of(rule, signal));
      }
    }
  }
}
