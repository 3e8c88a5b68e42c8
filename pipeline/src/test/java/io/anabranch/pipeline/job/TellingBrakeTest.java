// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.job;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class TellingBrakeTest {

  private final TellingBrake brake = new TellingBrake();

  @Test
  void checkpointsOfMoreThanTwoAndAHalfTimesTheUsualSlowDown() {
    brake.completed(100, false);
    brake.completed(250, true);
    assertEquals(100, brake.lengthened(100));
    brake.completed(251, true);
    assertEquals(200, brake.lengthened(100));
    brake.completed(1_000, true);
    assertEquals(400, brake.lengthened(100));
    brake.completed(250, true);
    assertEquals(300, brake.lengthened(100));
    for (int i = 0; i < 10; i++) {
      brake.completed(1_000, true);
    }
    assertEquals(800, brake.lengthened(100), "it is slow, and goes on");
    for (int i = 0; i < 10; i++) {
      brake.completed(100, true);
    }
    assertEquals(100, brake.lengthened(100));
  }

  @Test
  void whatIsUsualFollowsWhatIsSeenWhileNothingIsTold() {
    brake.completed(100, false);
    brake.completed(500, false); // (3 * 100 + 500) / 4 = 200
    brake.completed(500, true);
    assertEquals(100, brake.lengthened(100));
    brake.completed(501, true);
    assertEquals(200, brake.lengthened(100));
  }

  @Test
  void withoutOneNothingIsKnown() {
    brake.completed(10_000, true);
    assertEquals(100, brake.lengthened(100));
  }
}
