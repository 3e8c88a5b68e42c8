// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.prequential;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.anabranch.model.sampling.Draws;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class DriftWatchTest {

  /** Nothing fades, so the reference is the mean: of 1, 1, 0, 0 a half. */
  private static final DriftWatch.Settings PLAIN = new DriftWatch.Settings("x", 0.2, 1, 4);

  private static DriftWatch half() {
    DriftWatch watch = new DriftWatch(PLAIN);
    for (int rank : new int[] {1, 1, 0, 0}) {
      watch.add(rank);
    }
    return watch;
  }

  /** 0.2 of 0.5 is 0.1: at 0.4 it has not fallen, below it has. */
  @Test
  void itFallsBelowTheShare() {
    assertEquals(new Drift("x", "mrr", 0.4, 0.5, false, null), half().judge(0.4, 100));
    assertEquals(new Drift("x", "mrr", 0.39, 0.5, true, 100L), half().judge(0.39, 100));
  }

  /** Fallen at 100, it rises where half of the fall, 0.05, is made up for: at 0.45. */
  @Test
  void itRisesHalfWay() {
    DriftWatch watch = half();
    assertEquals(100L, watch.judge(0.39, 100).since());
    assertEquals(100L, watch.judge(0.44, 200).since(), "it fell at 100");
    assertNull(watch.judge(0.45, 300).since());
    assertFalse(watch.judge(0.44, 400).fallen(), "it has risen, and 0.44 is no fall");
    assertEquals(500L, watch.judge(0.3, 500).since());
  }

  @Test
  void fewRanksSayNothing() {
    DriftWatch watch = new DriftWatch(PLAIN);
    assertFalse(watch.judge(Double.NaN, 0).fallen(), "nothing was ranked");
    watch.add(1);
    watch.add(1);
    watch.add(1);
    assertFalse(watch.judge(0.1, 1).fallen());
    watch.add(1);
    assertTrue(watch.judge(0.1, 2).fallen());
  }

  /** At a half: 1, then 0, 0: (0 + 0 + 1/4) / (1 + 1/2 + 1/4) = 1/7. */
  @Test
  void theReferenceFades() {
    DriftWatch watch = new DriftWatch(new DriftWatch.Settings("x", 0.2, 0.5, 1));
    watch.add(1);
    watch.add(0);
    watch.add(0);
    assertEquals(1 / 7.0, watch.judge(0.2, 0).reference(), 1e-15);
  }

  /**
   * From 0.6 to 0.3, with the memory of 1,000 and 10,000 ranks that is the default: nobody has
   * fallen before, the fall is seen 1,000 ranks later, and in the end 0.3 is what is usual.
   */
  @Test
  void aFallIsSeenAndGetsUsual() {
    FadingMean mrr = new FadingMean(1 - 1 / 1_000.0);
    DriftWatch watch = new DriftWatch(new DriftWatch.Settings("x", 0.2, 1 - 1 / 10_000.0, 2_000));
    Draws draws = Draws.of(1, "ranks", 0);
    for (int i = 0; i < 60_000; i++) {
      double rank = draws.unit() < (i < 20_000 ? 0.6 : 0.3) ? 1 : 0;
      mrr.add(rank);
      watch.add(rank);
      if (i % 100 == 99) {
        Drift drift = watch.judge(mrr.value(), i);
        assertTrue(i < 21_000 || i > 30_000 || drift.fallen(), () -> "" + drift);
        assertTrue(i >= 20_000 && i < 50_000 || !drift.fallen(), () -> "" + drift);
      }
    }
  }

  @Test
  void itGoesOnAsIfItHadNotBeenWritten() throws IOException {
    DriftWatch watch = half();
    watch.judge(0.3, 100);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    watch.write(new DataOutputStream(bytes));
    DriftWatch resumed =
        DriftWatch.read(new DataInputStream(new ByteArrayInputStream(bytes.toByteArray())), PLAIN);
    watch.add(1);
    resumed.add(1);
    assertEquals(watch.judge(0.2, 200), resumed.judge(0.2, 200));
    byte[] other = bytes.toByteArray();
    other[3] = 2;
    IOException refused =
        assertThrows(
            IOException.class,
            () -> DriftWatch.read(new DataInputStream(new ByteArrayInputStream(other)), PLAIN));
    assertEquals("the watch for drift: expected format version 1; came 2", refused.getMessage());
  }

  @Test
  void impossibleSettingsAreRefused() {
    assertThrows(IllegalArgumentException.class, () -> new DriftWatch.Settings("x", 0, 0.9, 1));
    assertThrows(IllegalArgumentException.class, () -> new DriftWatch.Settings("x", 1, 0.9, 1));
    assertThrows(IllegalArgumentException.class, () -> new DriftWatch.Settings("x", 0.2, 0, 1));
    assertThrows(IllegalArgumentException.class, () -> new Drift("x", "mrr", 0.1, 0.2, true, null));
  }
}
