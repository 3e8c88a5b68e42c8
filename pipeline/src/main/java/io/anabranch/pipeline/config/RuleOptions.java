// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.config;

import static io.anabranch.pipeline.config.OptionType.choice;
import static io.anabranch.pipeline.config.OptionType.decimal;
import static io.anabranch.pipeline.config.OptionType.duration;

import io.anabranch.pipeline.alert.AlertKey;
import io.anabranch.pipeline.alert.AlertRule;
import io.anabranch.pipeline.alert.Metric;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What an element of {@code alerts.rules} has, declared once like the options themselves. */
final class RuleOptions {

  /**
   * A part of a rule.
   *
   * @param example of it
   * @param doc one line
   */
  record Part<T>(String key, OptionType<T> type, String example, String doc) {

    /** Of the rule number {@code rule}, as an option; its default is never asked for. */
    Option<T> of(int rule) {
      return new Option<>(element(rule) + "." + key, type, example, doc);
    }
  }

  private static final List<Part<?>> DECLARED = new ArrayList<>();

  static final Part<String> NAME =
      declare(
          "name",
          new OptionType<>(
              "name",
              "small letters, digits and '-', a letter first, at most 64",
              text -> Optional.of(text).filter(AlertRule::isName)),
          "odd-payment",
          "Of the rule, once.");
  static final Part<Metric> METRIC =
      declare("metric", choice(Metric.class), "surprise", "What it looks at.");
  static final Part<Float> THRESHOLD =
      declare(
          "threshold",
          decimal(0f, 100_000f),
          "8",
          "There is an alert of a score above it; it or a quantile.");
  static final Part<Float> QUANTILE =
      declare(
          "quantile",
          decimal(0.5f, 0.9999f),
          "0.999",
          "There is an alert of a score above that share of the scores of late.");
  static final Part<Duration> MEMORY =
      declare(
          "memory",
          duration("1s", "3650d"),
          "7d",
          "With a quantile: how long scores count, event time; 7d where it is not said.");
  static final Part<Duration> WINDOW =
      declare(
          "window",
          duration("1s", "365d"),
          "1h",
          "There is one alert a key and window of event time; 1h where it is not said.");
  static final Part<AlertKey> KEY =
      declare(
          "key",
          choice(AlertKey.class),
          "target",
          "What there is one alert of: an edge has a source, a target or is one itself; all else is"
              + " of a vertex. Target, or vertex, where it is not said.");

  static final List<Part<?>> ALL = List.copyOf(DECLARED);

  private RuleOptions() {}

  private static <T> Part<T> declare(String key, OptionType<T> type, String example, String doc) {
    Part<T> part = new Part<>(key, type, example, doc);
    DECLARED.add(part);
    return part;
  }

  /** How the rule of that number is named. */
  static String element(int rule) {
    return Options.ALERTS_RULES.name() + "[" + rule + "]";
  }
}
