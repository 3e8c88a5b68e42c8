// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.demo;

import io.anabranch.connectors.generator.PlantedTruth;
import io.anabranch.pipeline.alert.Alert;
import io.anabranch.pipeline.judge.AlertJudge;
import io.anabranch.pipeline.judge.Found;
import io.anabranch.pipeline.judge.HitRates;
import io.anabranch.pipeline.judge.Incident;
import io.anabranch.pipeline.judge.Incident.Kind;
import io.anabranch.pipeline.judge.LinkHits;
import io.anabranch.pipeline.judge.RuleScore;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What the job said of links, and what that was worth: in the whole stream, each with the model
 * that served then, and alerts also since a version serves.
 *
 * @param lateness by which edges may be ahead of the end of a period
 */
record Findings(Found found, int version, Duration lateness) {

  /** Prints it. */
  void print(Lines lines, Optional<PlantedTruth> truth) {
    partners(lines);
    long begin = found.since(0);
    long since = found.since(version);
    if (truth.isEmpty()) {
      counted(lines, byRule(since));
      return;
    }
    judged(lines, truth.get(), begin, "in the whole stream");
    if (since > begin) {
      judged(lines, truth.get(), since, "since version " + version + " serves");
    }
  }

  private Map<String, List<Alert>> byRule(long since) {
    return found.alerts().stream()
        .filter(alert -> alert.eventTime() >= since)
        .collect(Collectors.groupingBy(Alert::rule, TreeMap::new, Collectors.toList()));
  }

  private void partners(Lines lines) {
    HitRates rates = LinkHits.of(found.namings(), found.arrivals(), lateness.toMillis());
    if (rates.periods() == 0) {
      lines.line("likely partners", "no two periods ended");
      return;
    }
    lines.line(
        "likely partners",
        "%,d named over %d periods, none of them met before: %.2f %% met in the next one",
        rates.named().pairs(),
        rates.periods(),
        100 * rates.named().rate());
    lines.line(
        "",
        "beside that: of the most popular ones %.2f %%, of ones drawn %.3f %%",
        100 * rates.popular().rate(),
        100 * rates.random().rate());
  }

  private void counted(Lines lines, Map<String, List<Alert>> byRule) {
    String counts =
        byRule.entrySet().stream()
            .map(rule -> "%,d %s".formatted(rule.getValue().size(), rule.getKey()))
            .collect(Collectors.joining(", "));
    lines.line(
        "alerts",
        "since version %d serves: %s; nothing is known to be planted, so neither precision nor"
            + " recall",
        version,
        counts.isEmpty() ? "none" : counts);
  }

  private void judged(Lines lines, PlantedTruth truth, long since, String when) {
    Map<String, List<Alert>> byRule = byRule(since);
    AlertJudge judge = new AlertJudge(Incident.of(truth), Rules.WINDOW, since, found.arrivals());
    lines.line(
        "planted",
        "%d rings, %d takeovers and %d honest moves %s",
        judge.lookedFor(Kind.RING),
        judge.lookedFor(Kind.TAKEOVER),
        judge.lookedFor(Kind.MOVE),
        when);
    lines.line("alerts", "right of all  precision  by chance  rings  takeovers  moves");
    byRule.forEach((rule, alerts) -> row(lines, judge.judge(rule, alerts)));
    if (byRule.size() != 1) {
      List<Alert> all = byRule.values().stream().flatMap(List::stream).toList();
      row(lines, judge.judge("together", all));
    }
  }

  private static void row(Lines lines, RuleScore score) {
    lines.line(
        "  " + score.rule(),
        "%5d of %3d  %9.2f  %9.3f  %5d  %9d  %5d",
        score.right(),
        score.alerts(),
        score.precision(),
        score.byChance(),
        score.found().get(Kind.RING),
        score.found().get(Kind.TAKEOVER),
        score.found().get(Kind.MOVE));
  }
}
