// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.retrain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.anabranch.pipeline.prequential.Drift;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.api.Test;

/** With a clock of its own, in seconds. */
class DriftTriggerTest {

  private static final int END = 10_000;

  private record Said(int at, Drift drift) {}

  private final Deque<Said> later = new ArrayDeque<>();
  private int now;

  /** A trigger that waits on, though nothing more is said. */
  private static final class Silence extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }

  private DriftTriggerTest well(int at) {
    later.add(new Said(at, new Drift("live", "mrr", 0.5, 0.5, false, null)));
    return this;
  }

  private DriftTriggerTest fallen(int at, long since) {
    later.add(new Said(at, new Drift("live", "mrr", 0.3, 0.5, true, since)));
    return this;
  }

  private List<Drift> poll(Duration patience) {
    if (now > END) {
      throw new Silence();
    }
    int end = now + (int) patience.toSeconds();
    now = later.isEmpty() ? end : Math.min(end, Math.max(now, later.peek().at()));
    List<Drift> heard = new ArrayList<>();
    while (!later.isEmpty() && later.peek().at() <= now) {
      heard.add(later.remove().drift());
    }
    return heard;
  }

  private DriftTrigger trigger(int pause, Integer every) {
    return new DriftTrigger(
        this::poll,
        Duration.ofSeconds(pause),
        every == null ? null : Duration.ofSeconds(every),
        () -> now * 1_000_000_000L);
  }

  private void assertBeginsAt(int second, DriftTrigger trigger, int round) throws Exception {
    assertTrue(trigger.await(round));
    assertEquals(second, now);
  }

  @Test
  void itBeginsWhenTheMetricHasFallenAndSaysSo() throws Exception {
    DriftTrigger trigger = well(0).well(3).fallen(7, 6).trigger(60, null);

    assertBeginsAt(7, trigger, 0);
    assertEquals("mrr of live fell from 0.5000 to 0.3000", trigger.reason());
  }

  @Test
  void oneFallIsOneRound() throws Exception {
    DriftTrigger trigger = fallen(0, 1).fallen(5, 1).fallen(200, 1).trigger(60, null);

    assertBeginsAt(0, trigger, 0);
    assertThrows(Silence.class, () -> trigger.await(1));
  }

  @Test
  void anotherFallIsAnotherRoundAfterThePause() throws Exception {
    DriftTrigger trigger = fallen(0, 1).well(10).fallen(20, 20).fallen(300, 290).trigger(60, null);

    assertBeginsAt(0, trigger, 0);
    assertBeginsAt(60, trigger, 1);
    assertBeginsAt(300, trigger, 2);
  }

  @Test
  void whatHasRecoveredWithinThePauseNeedsNoRound() throws Exception {
    DriftTrigger trigger = fallen(0, 1).fallen(20, 20).well(40).trigger(60, null);

    assertBeginsAt(0, trigger, 0);
    assertThrows(Silence.class, () -> trigger.await(1));
  }

  @Test
  void itGoesWithATimetable() throws Exception {
    DriftTrigger trigger = well(0).fallen(150, 149).fallen(260, 149).trigger(10, 100);

    assertBeginsAt(0, trigger, 0);
    assertBeginsAt(100, trigger, 1);
    assertEquals("it is time", trigger.reason());
    assertBeginsAt(150, trigger, 2);
    assertBeginsAt(250, trigger, 3);
    assertBeginsAt(350, trigger, 4);
  }

  /** A round that begins because it is time answers the fall that there is. */
  @Test
  void aTimedRoundAnswersTheFall() throws Exception {
    DriftTrigger trigger = well(0).fallen(50, 49).fallen(120, 49).trigger(500, 100);

    assertBeginsAt(0, trigger, 0);
    assertBeginsAt(100, trigger, 1);
    assertBeginsAt(200, trigger, 2);
  }

  @Test
  void aFallIsNotForgottenWhenTheRoundCameToNothing() throws Exception {
    DriftTrigger trigger = fallen(0, 1).trigger(60, null);

    assertBeginsAt(0, trigger, 0);
    trigger.cameToNothing();
    assertBeginsAt(60, trigger, 1);
  }

  @Test
  void theSideJobSaysWhyARoundBegins() throws Exception {
    List<String> said = new ArrayList<>();
    DriftTrigger trigger = fallen(0, 1).trigger(60, null);
    SideJob job =
        new SideJob(
            trigger,
            () -> {
              if (said.size() == 1) {
                throw new NotYetException("no checkpoint");
              }
            },
            said::add);

    assertThrows(Silence.class, job::run);

    assertEquals(
        List.of(
            "round 1, because mrr of live fell from 0.5000 to 0.3000",
            "round 1 came to nothing (1 so far): no checkpoint",
            "round 2, because mrr of live fell from 0.5000 to 0.3000"),
        said);
  }
}
