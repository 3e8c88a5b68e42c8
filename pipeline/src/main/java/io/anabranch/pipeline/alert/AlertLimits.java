// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.alert;

import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Holds scores against the limits of the rules that look at them. What exceeds none goes no
 * further, and that is nearly everything.
 *
 * <pre>{@code
 * AlertLimits limits = new AlertLimits(rules, groupCount);
 * limits.judge(signal, group, candidate -> ...);
 * }</pre>
 */
public final class AlertLimits {

  private final Map<Metric, List<AlertRule>> rules = new EnumMap<>(Metric.class);
  private final Map<String, AdaptiveLimit> adaptive = new HashMap<>();

  /**
   * @param groupCount how many key groups there are
   */
  public AlertLimits(List<AlertRule> rules, int groupCount) {
    for (Metric metric : Metric.values()) {
      this.rules.put(metric, rules.stream().filter(rule -> rule.metric() == metric).toList());
    }
    for (AlertRule rule : rules) {
      if (rule.limit() instanceof Limit.Quantile quantile) {
        adaptive.put(rule.name(), new AdaptiveLimit(quantile, groupCount));
      }
    }
  }

  /** The limits that learn, by the names of their rules. */
  public Map<String, AdaptiveLimit> adaptive() {
    return adaptive;
  }

  /**
   * Hands on what exceeds a limit, once for each rule.
   *
   * @param group of the vertex that the score is of
   */
  public void judge(Signal signal, int group, Consumer<Candidate> out) {
    for (AlertRule rule : rules.get(signal.metric())) {
      float threshold = exceeded(rule, signal, group);
      if (!Float.isNaN(threshold)) {
        out.accept(Candidate.of(rule, signal, threshold));
      }
    }
  }

  /** The threshold that a score exceeds; NaN when it exceeds none. */
  private float exceeded(AlertRule rule, Signal signal, int group) {
    if (rule.limit() instanceof Limit.Threshold fixed) {
      return signal.score() > fixed.value() ? fixed.value() : Float.NaN;
    }
    return adaptive.get(rule.name()).exceeded(group, signal.score(), signal.eventTime());
  }
}
