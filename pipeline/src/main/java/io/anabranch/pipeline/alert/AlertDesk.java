// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.alert;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Decides of which candidates there is an alert: of the first that exceeds its rule's limit, once a
 * key and window. A score older than the horizon counts as of the horizon (a vertex may be scored
 * anew, by a new model, long after its last event): so the window that it falls into is open, and a
 * window that is over may be forgotten.
 *
 * <pre>{@code
 * AlertDesk desk = new AlertDesk(rules, groupCount);
 * float threshold = desk.exceeded(candidate, group);
 * Optional<Alert> alert = desk.first(candidate, threshold, horizon, windows);
 * }</pre>
 */
public final class AlertDesk {

  private final Map<String, AlertRule> rules = new HashMap<>();
  private final Map<String, AdaptiveLimit> adaptive = new HashMap<>();

  /**
   * @param groupCount how many key groups there are
   */
  public AlertDesk(List<AlertRule> rules, int groupCount) {
    for (AlertRule rule : rules) {
      this.rules.put(rule.name(), rule);
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
   * The threshold that a candidate exceeds, NaN when it exceeds none, or there is no such rule any
   * more: it may have been under way while the job was started with others.
   */
  public float exceeded(Candidate candidate, int group) {
    AlertRule rule = rules.get(candidate.rule());
    if (rule == null) {
      return Float.NaN;
    }
    if (rule.limit() instanceof Limit.Threshold fixed) {
      return candidate.score() > fixed.value() ? fixed.value() : Float.NaN;
    }
    return adaptive.get(rule.name()).exceeded(group, candidate.score(), candidate.eventTime());
  }

  /**
   * The alert of a candidate that exceeds its threshold, if it is the first of its window.
   *
   * @param windows of the candidate's key
   */
  public Optional<Alert> first(
      Candidate candidate, float threshold, long horizon, FiredWindows windows) {
    AlertRule rule = rules.get(candidate.rule());
    long start = rule.windowStart(Math.max(candidate.eventTime(), horizon));
    return windows.fire(start, rule.windowEnd(start))
        ? Optional.of(Alert.of(rule, candidate.signal(), threshold, start))
        : Optional.empty();
  }

  /** When the window of a candidate is over. */
  public long end(Candidate candidate, long horizon) {
    AlertRule rule = rules.get(candidate.rule());
    return rule.windowEnd(rule.windowStart(Math.max(candidate.eventTime(), horizon)));
  }
}
