// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.drill;

import io.anabranch.connectors.kafka.OpenTransaction;
import io.anabranch.connectors.kafka.Topics;
import io.anabranch.pipeline.config.AnabranchConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The whole process is killed with -9 and goes on from its newest checkpoint. Every second time it
 * is killed as soon as a checkpoint is there: with transactions, that is between pre-commit and
 * commit, if the kill is fast enough. Whether it was is read off the broker and the checkpoint: a
 * transaction that the checkpoint holds for committing and the broker still has open.
 */
final class ProcessKills implements Drill {

  private static final int MAX_PAUSE = 500; // milliseconds

  private final String delivery;
  private final String program;

  ProcessKills(String delivery, String program) {
    this.delivery = delivery;
    this.program = program;
  }

  @Override
  public String name() {
    return "processes-" + delivery;
  }

  @Override
  public int fullKills() {
    return 20;
  }

  @Override
  public int fullEvents() {
    return 40_000;
  }

  @Override
  public String[] options() {
    return new String[] {"job.parallelism=2", "embeddings.delivery=" + delivery};
  }

  @Override
  public String run(Ground ground, int kills) throws Exception {
    JobProcess job = JobProcess.start(ground, program, false);
    int between = 0;
    for (int kill = 1; kill <= kills; kill++) {
      ground.flowPastCheckpoint(kill, kills);
      if (kill % 2 == 0) {
        ground.awaitCheckpoint();
      } else {
        ground.pause(MAX_PAUSE);
      }
      job.kill();
      if (isBetween(ground.config(), ground.newestCheckpoint())) {
        between++;
      }
      job = JobProcess.start(ground, program, true);
    }
    String what = kills + " processes killed with -9";
    return ground.config().embeddings().isExactlyOnce()
        ? what + ", " + between + " of them between pre-commit and commit"
        : what;
  }

  /** Whether the broker still has a transaction open that the checkpoint holds for committing. */
  static boolean isBetween(AnabranchConfig config, Path checkpoint) throws IOException {
    byte[] metadata = Files.readAllBytes(checkpoint.resolve("_metadata"));
    try (Topics topics =
        Topics.connect(config.kafka().bootstrapServers(), config.kafka().timeout())) {
      List<OpenTransaction> open = topics.openTransactions(config.transactionalIdPrefix());
      return open.stream().anyMatch(transaction -> transaction.isNamedIn(metadata));
    }
  }
}
