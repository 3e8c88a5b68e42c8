// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.alert;

import io.anabranch.pipeline.link.RowName;
import io.anabranch.state.wire.Wire;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

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
 * @param before the row that the vertex has moved away from, as the base64 of its floats, on the
 *     way to who asks what the score is made of; no alert in the topic has it
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
    Ego ego,
    @Nullable String before) {

  public Alert {
    Objects.requireNonNull(key);
    Objects.requireNonNull(rule);
    Objects.requireNonNull(metric);
    Objects.requireNonNull(subject);
    rows = List.copyOf(rows);
    events = List.copyOf(events);
    reasons = List.copyOf(reasons);
  }

  /** As in the topic. */
  public Alert(
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
    this(
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
        reasons,
        linear,
        ego,
        null);
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
        null,
        signal.ego(),
        signal.before() == null
            ? null
            : Base64.getEncoder().encodeToString(Wire.bytes(signal.before())));
  }

  /** The same with what the score is made of. */
  public Alert with(LinearPart part) {
    return with(reasons, part, before);
  }

  /** The same as the topic has it. */
  public Alert withoutBefore() {
    return before == null ? this : with(reasons, linear, null);
  }

  /** The same with one more reason. */
  public Alert with(String reason) {
    List<String> more = new ArrayList<>(reasons);
    more.add(reason);
    return with(more, linear, before);
  }

  private Alert with(List<String> because, LinearPart part, @Nullable String from) {
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
        ego,
        from);
  }
}
