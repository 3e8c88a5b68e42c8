// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.alert;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.anabranch.pipeline.link.RowName;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class AlertDeskTest {

  private static final AlertRule ODD =
      new AlertRule(
          "odd", Metric.SURPRISE, new Limit.Threshold(5), Duration.ofMillis(100), AlertKey.TARGET);
  private static final AlertRule RISKY =
      new AlertRule(
          "risky", Metric.RISK, new Limit.Threshold(0.9f), Duration.ofMillis(100), AlertKey.VERTEX);
  private static final long NO_HORIZON = Long.MIN_VALUE;

  private final AlertDesk desk = new AlertDesk(List.of(ODD, RISKY));
  private final FiredWindows windows = new FiredWindows();

  @Test
  void usageExample() {
    Signal signal =
        Signal.surprise(
            new EdgeRef("a", "b", "p7", 250), 6.5f, List.of(new RowName("a", 3, 17, 0)));
    List<Candidate> candidates = judge(signal);
    assertEquals(1, candidates.size());

    Optional<Alert> alert = desk.first(candidates.get(0), NO_HORIZON, windows);

    assertEquals(
        new Alert(
            "odd/200/b",
            "odd",
            Metric.SURPRISE,
            "b",
            6.5f,
            5f,
            250,
            3,
            List.of(new RowName("a", 3, 17, 0)),
            List.of(new EdgeRef("a", "b", "p7", 250)),
            List.of(),
            null,
            null),
        alert.orElseThrow());
  }

  @Test
  void aScoreAtTheThresholdDoesNotExceedIt() {
    assertTrue(judge(surprise(5f, 1)).isEmpty());
    assertEquals(1, judge(surprise(Math.nextUp(5f), 1)).size());
  }

  @Test
  void aScoreConcernsTheRulesOfItsMetricAlone() {
    Signal risk = Signal.of(Metric.RISK, "b", 0.95f, 1, List.of(), List.of());
    assertEquals(List.of("risky"), judge(risk).stream().map(Candidate::rule).toList());
  }

  @Test
  void oneAlertAKeyAndWindow() {
    assertTrue(first(surprise(6, 100)));
    assertFalse(first(surprise(9, 199)), "the same window");
    assertTrue(first(surprise(6, 200)), "the next one");
    assertTrue(first(surprise(6, 50)), "an earlier one that is still open");
    assertFalse(first(surprise(6, 99)));
  }

  @Test
  void whatIsOlderThanTheHorizonCountsAsOfTheHorizon() {
    Candidate old = Candidate.of(ODD, surprise(6, 20), 5);
    assertEquals("odd/700/b", desk.first(old, 733, windows).orElseThrow().key());
    assertEquals(800, desk.end(old, 733));
    assertTrue(desk.first(old, 750, windows).isEmpty(), "once in the horizon's window");
  }

  @Test
  void windowsThatAreOverAreForgotten() {
    first(surprise(6, 100));
    first(surprise(6, 200));
    windows.forget(199);
    assertFalse(first(surprise(6, 100)), "over at 200");
    windows.forget(200);
    assertFalse(windows.isEmpty());
    windows.forget(300);
    assertTrue(windows.isEmpty());
  }

  @Test
  void timesBeforeTheEpochHaveWindowsToo() {
    assertEquals(-100, ODD.windowStart(-1));
    assertEquals(-100, ODD.windowStart(-100));
    assertEquals(Long.MAX_VALUE, ODD.windowEnd(Long.MAX_VALUE - 5));
  }

  @Test
  void edgesAreTheirTwoEndsWhateverTheirNamesHold() {
    AlertRule byEdge =
        new AlertRule(
            "pairs", Metric.SURPRISE, new Limit.Threshold(0), Duration.ofSeconds(1), AlertKey.EDGE);
    Candidate one = Candidate.of(byEdge, edge("a -> b", "c"), 0);
    Candidate two = Candidate.of(byEdge, edge("a", "b -> c"), 0);
    assertEquals("a -> b -> c", AlertKey.EDGE.subject(one.signal()));
    assertFalse(one.key().equals(two.key()));
  }

  @Test
  void badRulesAndScoresAreRefused() {
    assertEquals(
        "a score of risk has no edge",
        assertThrows(
                IllegalArgumentException.class,
                () ->
                    new AlertRule(
                        "r",
                        Metric.RISK,
                        new Limit.Threshold(1),
                        Duration.ofSeconds(1),
                        AlertKey.EDGE))
            .getMessage());
    assertThrows(IllegalArgumentException.class, () -> new Limit.Threshold(Float.NaN));
    assertThrows(IllegalArgumentException.class, () -> surprise(Float.NaN, 1));
    assertThrows(IllegalArgumentException.class, () -> surprise(-1, 1));
    assertThrows(
        IllegalArgumentException.class,
        () -> Signal.of(Metric.SURPRISE, "v", 1, 1, List.of(), List.of()));
  }

  private boolean first(Signal signal) {
    return desk.first(Candidate.of(ODD, signal, 5), NO_HORIZON, windows).isPresent();
  }

  private static List<Candidate> judge(Signal signal) {
    List<Candidate> candidates = new ArrayList<>();
    new AlertLimits(List.of(ODD, RISKY), 4).judge(signal, 0, candidates::add);
    return candidates;
  }

  private static Signal surprise(float score, long time) {
    return Signal.surprise(new EdgeRef("a", "b", "", time), score, List.of());
  }

  private static Signal edge(String src, String dst) {
    return Signal.surprise(new EdgeRef(src, dst, "", 1), 1, List.of());
  }
}
