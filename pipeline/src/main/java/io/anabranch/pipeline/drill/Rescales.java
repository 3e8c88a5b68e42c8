// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.drill;

import java.nio.file.Path;

/**
 * The job is stopped with a savepoint in the middle of the stream, and goes on at another scale.
 */
final class Rescales implements Drill {

  private static final int[] PARALLELISM = {1, 2, 3, 5, 2, 4, 1, 3, 2, 5, 1};
  private static final int MAX_PAUSE = 500; // milliseconds

  private final String backend;

  Rescales(String backend) {
    this.backend = backend;
  }

  @Override
  public String name() {
    return "rescales-" + backend;
  }

  @Override
  public int fullKills() {
    return PARALLELISM.length - 1;
  }

  @Override
  public int fullEvents() {
    return 20_000;
  }

  @Override
  public String[] options() {
    return new String[] {"state.backend=" + backend};
  }

  @Override
  public String run(Ground ground, int rescales) throws Exception {
    StringBuilder path = new StringBuilder().append(PARALLELISM[0]);
    RunningJob job = start(ground, PARALLELISM[0], null);
    for (int rescale = 1; rescale <= rescales; rescale++) {
      ground.flowPastCheckpoint(rescale, rescales);
      ground.pause(MAX_PAUSE);
      Path savepoint = job.stop(ground.directory().resolve("savepoints"));
      int parallelism = PARALLELISM[rescale % PARALLELISM.length];
      path.append('>').append(parallelism);
      job = start(ground, parallelism, savepoint);
    }
    return rescales + " rescales by savepoint, " + path;
  }

  private static RunningJob start(Ground ground, int parallelism, Path from) throws Exception {
    return RunningJob.start(
        ground, ground.config("job.parallelism=" + parallelism), from, parallelism);
  }
}
