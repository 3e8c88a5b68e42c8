// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.alert;

import io.anabranch.pipeline.link.RowName;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * What somebody should look at.
 *
 * @param key of which there is one alert: rule, beginning of the window, subject
 * @param subject vertex, or edge, that it speaks of
 * @param threshold that the score exceeded; of an adaptive rule, as it was then
 * @param eventTime of the score, milliseconds
 * @param modelVersion of the embeddings; -1 where no row was used
 * @param rows of the embeddings topic that the score was computed from
 * @param events that it speaks of
 * @param linear what the score is made of; null where nobody knows
 * @param ego the graph that the score was computed from; null where it was computed from rows
 */
public record Alert(
    String key,
    String rule,
    Metric metric,
    String subject,
    float score,
    float threshold,
    long eventTime,
    int modelVersion,
    List<RowName> rows,
    List<EdgeRef> events,
    List<String> reasons,
    LinearPart linear,
    Ego ego) {

  public Alert {
    Objects.requireNonNull(key);
    Objects.requireNonNull(rule);
    Objects.requireNonNull(metric);
    Objects.requireNonNull(subject);
    rows = List.copyOf(rows);
    events = List.copyOf(events);
    reasons = List.copyOf(reasons);
  }

  /** The alert of a rule on a score in the window that begins at {@code start}. */
  static Alert of(AlertRule rule, Signal signal, float threshold, long start) {
    String subject = rule.key().subject(signal);
    return new Alert(
        rule.name() + "/" + start + "/" + rule.key().of(signal),
        rule.name(),
        rule.metric(),
        subject,
        signal.score(),
        threshold,
        signal.eventTime(),
        signal.rows().stream().mapToInt(RowName::modelVersion).findFirst().orElse(-1),
        signal.rows(),
        signal.edge() == null ? List.of() : List.of(signal.edge()),
        signal.reasons(),
        signal.linear(),
        signal.ego());
  }

  /** The same with what the score is made of. */
  public Alert with(LinearPart part) {
    return with(reasons, part);
  }

  /** The same with one more reason. */
  public Alert with(String reason) {
    List<String> more = new ArrayList<>(reasons);
    more.add(reason);
    return with(more, linear);
  }

  private Alert with(List<String> because, LinearPart part) {
    return new Alert(
        key,
        rule,
        metric,
        subject,
        score,
        threshold,
        eventTime,
        modelVersion,
        rows,
        events,
        because,
        part,
        ego);
  }
}
