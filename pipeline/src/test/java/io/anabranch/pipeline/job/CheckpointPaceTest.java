// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.job;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** When the pace of checkpoints changes. */
class CheckpointPaceTest {

  /** What is said again changes nothing: each change puts the next checkpoint at a new time. */
  @Test
  void changesAloneCount() {
    List<Boolean> set = new ArrayList<>();
    CheckpointPace pace = new CheckpointPace(set::add);
    for (boolean underWay : new boolean[] {false, true, true, false, false, true}) {
      pace.handleEventFromOperator(0, 0, new SweepEvent(underWay));
    }
    assertEquals(List.of(true, false, true), set);
  }
}
