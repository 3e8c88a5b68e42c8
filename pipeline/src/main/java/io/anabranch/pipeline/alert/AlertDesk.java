// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.alert;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Decides of which candidates there is an alert: of the first one of a key and window. A score
 * older than the horizon counts as of the horizon (a vertex may be scored anew, by a new model,
 * long after its last event): so the window that it falls into is open, and a window that is over
 * may be forgotten.
 *
 * <pre>{@code
 * AlertDesk desk = new AlertDesk(rules);
 * Optional<Alert> alert = desk.first(candidate, horizon, windows);
 * }</pre>
 */
public final class AlertDesk {

  private final Map<String, AlertRule> rules = new HashMap<>();

  public AlertDesk(List<AlertRule> rules) {
    for (AlertRule rule : rules) {
      this.rules.put(rule.name(), rule);
    }
  }

  /**
   * The alert of a candidate, if it is the first of its window.
   *
   * @param windows of the candidate's key
   */
  public Optional<Alert> first(Candidate candidate, long horizon, FiredWindows windows) {
    AlertRule rule = rules.get(candidate.rule());
    long start = windowStart(rule, candidate, horizon);
    return windows.fire(start, rule.windowEnd(start))
        ? Optional.of(Alert.of(rule, candidate.signal(), candidate.threshold(), start))
        : Optional.empty();
  }

  /** When the window of a candidate is over. */
  public long end(Candidate candidate, long horizon) {
    AlertRule rule = rules.get(candidate.rule());
    return rule.windowEnd(windowStart(rule, candidate, horizon));
  }

  private static long windowStart(AlertRule rule, Candidate candidate, long horizon) {
    return rule.windowStart(Math.max(candidate.signal().eventTime(), horizon));
  }
}
