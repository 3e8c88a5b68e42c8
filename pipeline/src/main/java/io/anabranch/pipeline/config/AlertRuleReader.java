// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.config;

import io.anabranch.pipeline.alert.AlertKey;
import io.anabranch.pipeline.alert.AlertRule;
import io.anabranch.pipeline.alert.Limit;
import io.anabranch.pipeline.alert.Metric;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads {@code alerts.rules}; what is wrong with them goes to the settings, all of it. */
final class AlertRuleReader {

  private static final Duration USUAL_MEMORY = Duration.ofDays(7);
  private static final Duration USUAL_WINDOW = Duration.ofHours(1);

  private final Settings settings;
  private final Set<String> names = new HashSet<>();

  private AlertRuleReader(Settings settings) {
    this.settings = settings;
  }

  static List<AlertRule> read(Settings settings) {
    settings.get(Options.ALERTS_RULES);
    AlertRuleReader reader = new AlertRuleReader(settings);
    List<AlertRule> rules = new ArrayList<>();
    int count = settings.elements(Options.ALERTS_RULES.name());
    for (int i = 0; i < count; i++) {
      if (settings.isAnySetUnder(RuleOptions.element(i))) {
        reader.rule(i).ifPresent(rules::add);
      }
    }
    return List.copyOf(rules);
  }

  private Optional<AlertRule> rule(int i) {
    Optional<String> name = required(RuleOptions.NAME, i).filter(given -> isNew(given, i));
    Optional<Metric> metric = required(RuleOptions.METRIC, i);
    Optional<Limit> limit = limit(i);
    Optional<Duration> window = orUsual(RuleOptions.WINDOW, i, USUAL_WINDOW);
    Optional<AlertKey> key = metric.flatMap(m -> orUsual(RuleOptions.KEY, i, AlertKey.usual(m)));
    boolean fits = key.isEmpty() || fits(metric.orElseThrow(), key.get(), i);
    if (name.isEmpty() || limit.isEmpty() || window.isEmpty() || key.isEmpty() || !fits) {
      return Optional.empty();
    }
    return Optional.of(
        new AlertRule(name.get(), metric.orElseThrow(), limit.get(), window.get(), key.get()));
  }

  private boolean isNew(String name, int i) {
    if (names.add(name)) {
      return true;
    }
    refuse(RuleOptions.NAME, i, "a name of its own for each rule", Settings.quote(name) + " again");
    return false;
  }

  private boolean fits(Metric metric, AlertKey key, int i) {
    if (key.fits(metric)) {
      return true;
    }
    refuse(
        RuleOptions.KEY,
        i,
        metric.isOfEdges() ? "source, target or edge" : "vertex",
        key.text() + ", and " + metric.text() + " has none");
    return false;
  }

  private Optional<Limit> limit(int i) {
    boolean fixed = settings.isSet(RuleOptions.THRESHOLD.of(i).name());
    if (fixed == settings.isSet(RuleOptions.QUANTILE.of(i).name())) {
      refuse(RuleOptions.THRESHOLD, i, "a threshold or a quantile", fixed ? "both" : "none");
      return Optional.empty();
    }
    if (fixed) {
      if (settings.isSet(RuleOptions.MEMORY.of(i).name())) {
        refuse(RuleOptions.MEMORY, i, "no memory, beside a threshold", "one");
      }
      return given(RuleOptions.THRESHOLD, i).map(Limit.Threshold::new);
    }
    Optional<Float> share = given(RuleOptions.QUANTILE, i);
    Optional<Duration> memory = orUsual(RuleOptions.MEMORY, i, USUAL_MEMORY);
    return share.flatMap(s -> memory.map(m -> new Limit.Quantile(s, m)));
  }

  /** What is given, if it is usable. */
  private <T> Optional<T> given(RuleOptions.Part<T> part, int i) {
    return settings.given(part.of(i));
  }

  private <T> Optional<T> orUsual(RuleOptions.Part<T> part, int i, T usual) {
    return settings.isSet(part.of(i).name()) ? given(part, i) : Optional.of(usual);
  }

  private <T> Optional<T> required(RuleOptions.Part<T> part, int i) {
    if (!settings.isSet(part.of(i).name())) {
      refuse(part, i, part.type().expected(), "nothing");
      return Optional.empty();
    }
    return given(part, i);
  }

  private void refuse(RuleOptions.Part<?> part, int i, String expected, String came) {
    String name = part.of(i).name();
    settings.addFault(
        new Fault(settings.whereOf(name, RuleOptions.element(i)), name, expected, came));
  }
}
