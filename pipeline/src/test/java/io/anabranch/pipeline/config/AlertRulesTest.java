// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.anabranch.pipeline.alert.AlertKey;
import io.anabranch.pipeline.alert.AlertRule;
import io.anabranch.pipeline.alert.Limit;
import io.anabranch.pipeline.alert.Metric;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The list {@code alerts.rules}. */
class AlertRulesTest {

  @TempDir Path directory;

  @Test
  void usageExample() throws IOException {
    Path file =
        write(
            """
            alerts:
              rules:
                - name: odd-payment
                  metric: surprise
                  quantile: 0.999
                  memory: 2d
                  window: 10m
                  key: source
                - {name: risky, metric: risk, threshold: 0.9}
              risk-model: models/fraud/1
            link:
              enabled: true
            """);

    AnabranchConfig config = AnabranchConfig.load(file, List.of("alerts.rules[1].threshold=0.95"));

    assertEquals(
        List.of(
            new AlertRule(
                "odd-payment",
                Metric.SURPRISE,
                new Limit.Quantile(0.999f, Duration.ofDays(2)),
                Duration.ofMinutes(10),
                AlertKey.SOURCE),
            new AlertRule(
                "risky",
                Metric.RISK,
                new Limit.Threshold(0.95f),
                Duration.ofHours(1),
                AlertKey.VERTEX)),
        config.alerts().rules());
    assertEquals(Path.of("models/fraud/1"), config.alerts().riskModel().orElseThrow());
  }

  /** Such a rule would be silent for ever. */
  @Test
  void aRuleOnEdgesNeedsScoresOfLinks() {
    ConfigException refused =
        assertThrows(
            ConfigException.class,
            () ->
                AnabranchConfig.of(
                    "alerts.rules[0].name=odd",
                    "alerts.rules[0].metric=surprise",
                    "alerts.rules[0].threshold=3"));
    assertTrue(
        refused
            .getMessage()
            .contains(
                "link.enabled: expected link.enabled=true for the rule 'odd' on surprise; came"
                    + " false"),
        refused.getMessage());
  }

  @Test
  void anEmptyListHasNoRules() throws IOException {
    assertEquals(
        List.of(),
        AnabranchConfig.load(write("alerts:\n  rules: []\n"), List.of()).alerts().rules());
  }

  @Test
  void allFaultsComeAtOnceWithTheirPlaces() throws IOException {
    Path file =
        write(
            """
            alerts:
              rules:
                - name: Odd
                  metric: surprize
                  threshold: much
                - metric: risk
                  treshold: 3
                  colour: red
                - name: both
                  metric: embedding-jump
                  threshold: 1
                  quantile: 0.9
                  key: edge
                - just this
                - name: both
                  metric: surprise
                  threshold: 1
                  memory: 1d
                  window: 1ms
            """);

    assertEquals(
        """
        FILE:14: alerts.rules[3]: expected a map: a name, a metric, a threshold or a quantile; came \
        something else
        FILE:8: alerts.rules[1].colour: expected one of name, metric, threshold, quantile, memory, \
        window, key; came an unknown option
        FILE:7: alerts.rules[1].treshold: expected threshold; came an unknown option
        FILE:3: alerts.rules[0].name: expected small letters, digits and '-', a letter first, at \
        most 64; came "Odd"
        FILE:4: alerts.rules[0].metric: expected surprise or risk or ring or embedding-jump or burst; came \
        "surprize"
        FILE:5: alerts.rules[0].threshold: expected a number from 0.0 to 100000.0, such as 0.001; \
        came "much"
        FILE:8: alerts.rules[1].name: expected small letters, digits and '-', a letter first, at \
        most 64; came nothing
        FILE:8: alerts.rules[1].threshold: expected a threshold or a quantile; came none
        FILE:11: alerts.rules[2].threshold: expected a threshold or a quantile; came both
        FILE:13: alerts.rules[2].key: expected vertex; came edge, and embedding-jump has none
        FILE:15: alerts.rules[4].name: expected a name of its own for each rule; came "both" again
        FILE:18: alerts.rules[4].memory: expected no memory, beside a threshold; came one
        FILE:19: alerts.rules[4].window: expected a duration from 1s to 365d, such as 5ms, 10s, 5m, \
        2h or 1d; came "1ms\"\
        """
            .replace("FILE", file.toString()),
        faults(file).stream().map(Fault::toString).collect(Collectors.joining("\n")));
  }

  @Test
  void aRuleWithoutItsModelIsRefused() {
    ConfigException refused =
        assertThrows(
            ConfigException.class,
            () ->
                AnabranchConfig.of(
                    "alerts.rules[0].name=risky",
                    "alerts.rules[0].metric=risk",
                    "alerts.rules[0].threshold=0.9"));
    assertEquals(
        "default: alerts.risk-model: expected a model for the rule 'risky' on risk; came none",
        refused.faults().get(0).toString());
    assertEquals(1, refused.faults().size());
  }

  @Test
  void aListOfTextIsNoListOfRules() {
    assertEquals(
        "command line: alerts.rules: expected a list of rules, each with a name, a metric, a"
            + " threshold or a quantile; came \"some\"",
        assertThrows(ConfigException.class, () -> AnabranchConfig.of("alerts.rules=some"))
            .faults()
            .get(0)
            .toString());
  }

  private static List<Fault> faults(Path file) {
    return assertThrows(ConfigException.class, () -> AnabranchConfig.load(file, List.of()))
        .faults();
  }

  private Path write(String yaml) throws IOException {
    return Files.writeString(directory.resolve("x.yaml"), yaml);
  }
}
