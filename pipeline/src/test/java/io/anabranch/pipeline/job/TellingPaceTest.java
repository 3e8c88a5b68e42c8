// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.job;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class TellingPaceTest {

  @Test
  void soManyVerticesASecond() {
    assertEquals(new TellingPace(64, 100), TellingPace.of(640));
    assertEquals(new TellingPace(1, 100), TellingPace.of(10));
    assertEquals(new TellingPace(100_000, 100), TellingPace.of(1_000_000));
  }

  @Test
  void aStepThatIsHeldUpIsFollowedByALongerPause() {
    TellingPace pace = TellingPace.of(640);
    assertEquals(100, pace.after(1));
    assertEquals(160, pace.after(80));
  }
}
