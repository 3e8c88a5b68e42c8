// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.judge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.anabranch.connectors.generator.PlantedTruth;
import io.anabranch.pipeline.alert.Alert;
import io.anabranch.pipeline.alert.EdgeRef;
import io.anabranch.pipeline.alert.Metric;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * By hand: ten accounts, a ring of a, b, c from 100 to 200, a takeover of d at 150, a move of e.
 */
class AlertJudgeTest {

  private static final PlantedTruth TRUTH =
      new PlantedTruth(
          List.of(new PlantedTruth.Ring(List.of("a", "b", "c"), 100, 200)),
          List.of(new PlantedTruth.Takeover("d", 150)),
          List.of(new PlantedTruth.Move("e", 150)));
  private static final List<Incident> INCIDENTS = Incident.of(TRUTH);
  private static final Duration MEMORY = Duration.ofMillis(50);

  /** Of the five from 100 on that are scored, two are planted: in the ring, and by the thief. */
  private static List<Arrival> arrivals() {
    List<Arrival> arrivals = new ArrayList<>();
    arrivals.add(new Arrival("g", "h", 10, 1));
    arrivals.add(new Arrival("i", "j", 20, 1));
    arrivals.add(new Arrival("a", "b", 110, 2));
    arrivals.add(new Arrival("a", "f", 120, 2)); // leaves the ring
    arrivals.add(new Arrival("d", "f", 140, 2)); // before the takeover
    arrivals.add(new Arrival("d", "g", 160, 2));
    arrivals.add(new Arrival("e", "h", 170, 2));
    arrivals.add(new Arrival("c", "a", 180, -1)); // was not scored
    return arrivals;
  }

  private static Alert edge(String src, String dst, long time) {
    return alert("edges", Metric.SURPRISE, dst, time, List.of(new EdgeRef(src, dst, "", time)));
  }

  private static Alert vertex(String vertex, long time) {
    return alert("vertices", Metric.RING, vertex, time, List.of());
  }

  private static Alert alert(
      String rule, Metric metric, String subject, long time, List<EdgeRef> events) {
    return new Alert(
        rule + "/" + time + "/" + subject,
        rule,
        metric,
        subject,
        2f,
        1f,
        time,
        2,
        List.of(),
        events,
        List.of(),
        null,
        null);
  }

  @Test
  void alertsOfEdges() {
    AlertJudge judge = new AlertJudge(INCIDENTS, MEMORY, 100, arrivals());
    RuleScore score =
        judge.judge(
            "edges",
            List.of(
                edge("i", "j", 20), // before the rules were at work
                edge("a", "b", 110),
                edge("a", "f", 120),
                edge("d", "f", 140),
                edge("d", "g", 160),
                edge("e", "h", 170)));
    assertEquals(5, score.alerts());
    assertEquals(2, score.right());
    assertEquals(0.4, score.precision());
    assertEquals(0.4, score.byChance(), 1e-12); // 2 of the 5 edges that were scored
    assertEquals(
        Map.of(Incident.Kind.RING, 1, Incident.Kind.TAKEOVER, 1, Incident.Kind.MOVE, 1),
        score.found());
  }

  @Test
  void alertsOfVertices() {
    AlertJudge judge = new AlertJudge(INCIDENTS, MEMORY, 100, arrivals());
    RuleScore score =
        judge.judge(
            "vertices",
            List.of(vertex("b", 250), vertex("b", 251), vertex("d", 149), vertex("d", 999)));
    assertEquals(4, score.alerts());
    assertEquals(2, score.right()); // a ring is seen for 50 ms after its end, a takeover for ever
    // At 250 a, b, c, d of the ten; at 251 d; at 149 the ring; at 999 d.
    assertEquals((4 + 1 + 3 + 1) / 10.0 / 4, score.byChance(), 1e-12);
    assertEquals(1, score.found().get(Incident.Kind.RING));
    assertEquals(0, score.found().get(Incident.Kind.MOVE));
  }

  @Test
  void whatBeganBeforeIsNotLookedForButAlertsOfItAreRight() {
    AlertJudge judge = new AlertJudge(INCIDENTS, MEMORY, 120, arrivals());
    assertEquals(0, judge.lookedFor(Incident.Kind.RING));
    assertEquals(1, judge.lookedFor(Incident.Kind.TAKEOVER));
    RuleScore score = judge.judge("edges", List.of(edge("b", "c", 130)));
    assertEquals(1, score.right());
    assertEquals(0, score.found().get(Incident.Kind.RING));
  }

  @Test
  void noAlertsAtAll() {
    RuleScore score = new AlertJudge(INCIDENTS, MEMORY, 100, arrivals()).judge("edges", List.of());
    assertEquals(0, score.alerts());
    assertTrue(Double.isNaN(score.precision()));
  }
}
