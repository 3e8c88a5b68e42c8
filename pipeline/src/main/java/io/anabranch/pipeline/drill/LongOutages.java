// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.drill;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * The process is killed with -9 as soon as a checkpoint is there, and stays away until the broker
 * has aborted what waited to be committed: longer than is promised to be safe. The rows are gone,
 * and the checkpoint says that they are written; the last layer must say them again.
 */
final class LongOutages implements Drill {

  private static final long OUTAGE_SECONDS = 16; // the broker looks every 10 s

  private final String program;

  LongOutages(String program) {
    this.program = program;
  }

  @Override
  public String name() {
    return "outages-exactly-once";
  }

  @Override
  public int fullKills() {
    return 6;
  }

  @Override
  public int fullEvents() {
    return 10_000;
  }

  @Override
  public String[] options() {
    return new String[] {
      "job.parallelism=2",
      "job.max-outage=0ms",
      "embeddings.delivery=exactly-once",
      "embeddings.transaction-timeout=5s",
      "flink.execution.checkpointing.timeout=4s"
    };
  }

  @Override
  public String run(Ground ground, int kills) throws Exception {
    JobProcess job = JobProcess.start(ground, program, false);
    int lost = 0;
    for (int kill = 1; kill <= kills; kill++) {
      ground.awaitCheckpoint();
      ground.flow().release(kill, kills);
      ground.awaitCheckpoint();
      job.kill();
      if (ProcessKills.isBetween(ground.config(), ground.newestCheckpoint())) {
        lost++;
      }
      LockSupport.parkNanos(TimeUnit.SECONDS.toNanos(OUTAGE_SECONDS));
      job = JobProcess.start(ground, program, true);
    }
    return "%d outages of %d s, transaction timeout 5 s, %d of them between pre-commit and commit"
        .formatted(kills, OUTAGE_SECONDS, lost);
  }
}
