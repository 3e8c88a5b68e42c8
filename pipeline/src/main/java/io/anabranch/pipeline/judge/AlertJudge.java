// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.judge;

import io.anabranch.pipeline.alert.Alert;
import java.time.Duration;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Compares alerts with what was planted, from a moment on. An alert is right when it speaks of an
 * incident of fraud, whenever that began; an incident is looked for when it began since.
 *
 * <pre>{@code
 * AlertJudge judge = new AlertJudge(incidents, memory, since, arrivals);
 * RuleScore score = judge.judge("odd-payment", alerts);
 * score.precision();
 * }</pre>
 */
public final class AlertJudge {

  private final List<Incident> incidents;
  private final long memoryMillis;
  private final long since;
  private final int vertices;
  private final double plantedEdges;

  /**
   * @param memory how far back rules look that speak of vertices: so long after its end a ring may
   *     still be seen
   * @param since event time from which on rules were at work, milliseconds
   * @param arrivals all edges that arrived
   */
  public AlertJudge(
      List<Incident> incidents, Duration memory, long since, Collection<Arrival> arrivals) {
    this.incidents = List.copyOf(incidents);
    this.memoryMillis = memory.toMillis();
    this.since = since;
    Set<String> seen = new HashSet<>();
    long edges = 0;
    long planted = 0;
    for (Arrival edge : arrivals) {
      seen.add(edge.src());
      seen.add(edge.dst());
      if (edge.time() >= since && edge.isScored()) {
        edges++;
        planted += isPlanted(edge) ? 1 : 0;
      }
    }
    this.vertices = seen.size();
    this.plantedEdges = edges == 0 ? 0 : (double) planted / edges;
  }

  private boolean isPlanted(Arrival edge) {
    return incidents.stream()
        .anyMatch(i -> i.kind().isFraud() && i.has(edge.src(), edge.dst(), edge.time()));
  }

  /** How many incidents of a kind began since. */
  public int lookedFor(Incident.Kind kind) {
    return (int) incidents.stream().filter(i -> i.kind() == kind && i.from() >= since).count();
  }

  /** Judges those of the alerts that are of since then. */
  public RuleScore judge(String rule, Collection<Alert> alerts) {
    Set<Incident> found = new HashSet<>();
    int count = 0;
    int right = 0;
    double byChance = 0;
    for (Alert alert : alerts) {
      if (alert.eventTime() >= since) {
        List<Incident> those = incidents.stream().filter(i -> i.has(alert, memoryMillis)).toList();
        found.addAll(those);
        count++;
        right += those.stream().anyMatch(i -> i.kind().isFraud()) ? 1 : 0;
        byChance += byChance(alert);
      }
    }
    return new RuleScore(rule, count, right, count == 0 ? 0 : byChance / count, counts(found));
  }

  private double byChance(Alert alert) {
    return alert.events().isEmpty() ? plantedVertices(alert.eventTime()) : plantedEdges;
  }

  private double plantedVertices(long time) {
    Set<String> planted = new HashSet<>();
    for (Incident incident : incidents) {
      if (incident.kind().isFraud() && incident.isSeenAt(time, memoryMillis)) {
        planted.addAll(incident.accounts());
      }
    }
    return (double) planted.size() / vertices;
  }

  private Map<Incident.Kind, Integer> counts(Set<Incident> found) {
    Map<Incident.Kind, Integer> counts = new EnumMap<>(Incident.Kind.class);
    for (Incident.Kind kind : Incident.Kind.values()) {
      counts.put(
          kind, (int) found.stream().filter(i -> i.kind() == kind && i.from() >= since).count());
    }
    return counts;
  }
}
