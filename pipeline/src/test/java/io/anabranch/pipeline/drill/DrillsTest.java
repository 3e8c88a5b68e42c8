// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.drill;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every drill in short; {@code scripts/drill} holds them in full. */
class DrillsTest {

  @TempDir static Path directory;
  private static Drills drills;

  @BeforeAll
  static void startBroker() {
    drills = new Drills("io.anabranch.pipeline.cli.Main", directory);
  }

  @AfterAll
  static void stopBroker() {
    drills.close();
  }

  @ParameterizedTest
  @CsvSource({
    "taskmanagers-at-least-once, 2",
    "deferred-hubs, 2",
    "brokers-exactly-once, 2",
    "processes-exactly-once, 2",
    "rescales-heap, 2",
    "rescales-rocksdb, 2",
    "inverses-at-least-once, 1",
    "damaged-checkpoints-heap, 5"
  })
  void aShortDrillPasses(String name, int kills) throws Exception {
    Verdict verdict = drills.hold(name, 2_000, kills, new SplittableRandom(1));
    assertTrue(verdict.passed(), verdict::toString);
  }

  /** Every score and alert is computed anew; none is lost, none comes twice. */
  @Test
  void aShortDrillOfAlertsPasses() throws Exception {
    Verdict verdict = drills.hold("alerts-exactly-once", 2_000, 2, new SplittableRandom(1));
    assertTrue(verdict.passed(), verdict::toString);
  }

  @Test
  void drillsAreFoundByAWord() {
    assertEquals(List.of("rescales-heap", "rescales-rocksdb"), drills.names("rescale"));
  }
}
