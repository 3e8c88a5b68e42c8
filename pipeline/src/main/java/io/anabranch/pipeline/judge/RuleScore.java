// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.judge;

import java.util.Map;

/**
 * What the alerts of a rule were worth.
 *
 * @param right how many of them speak of fraud
 * @param byChance the share of them that would, had their subjects been drawn: of an edge, among
 *     all edges; of a vertex, among all vertices at that time
 * @param found incidents of each kind of which there was at least one alert
 */
public record RuleScore(
    String rule, int alerts, int right, double byChance, Map<Incident.Kind, Integer> found) {

  public RuleScore {
    found = Map.copyOf(found);
  }

  /** The share that is right; NaN of no alerts. */
  public double precision() {
    return (double) right / alerts;
  }
}
