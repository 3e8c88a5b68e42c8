// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.drill;

import java.util.List;
import java.util.stream.Stream;

/** TaskManagers are killed, one after the other, in the middle of the stream. */
final class TaskManagerKills implements Drill {

  private static final int MAX_PAUSE = 300; // milliseconds

  private final String name;
  private final List<String> options;

  private TaskManagerKills(String name, String... options) {
    this.name = name;
    this.options = List.of(options);
  }

  /** In a mode of delivery. */
  static TaskManagerKills delivering(String delivery) {
    return new TaskManagerKills("taskmanagers-" + delivery, "embeddings.delivery=" + delivery);
  }

  /** With so many hubs and so small a budget that some are deferred whenever one is killed. */
  static TaskManagerKills withHubs() {
    return new TaskManagerKills("deferred-hubs", "hub.min-subscribers=5", "hub.budget=200");
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public int fullKills() {
    return 50;
  }

  @Override
  public int fullEvents() {
    return 100_000;
  }

  @Override
  public String[] options() {
    return Stream.concat(Stream.of("job.parallelism=2"), options.stream()).toArray(String[]::new);
  }

  @Override
  public String run(Ground ground, int kills) throws Exception {
    return kill(ground, kills, () -> {});
  }

  /**
   * Kills them.
   *
   * @param before each kill, behind a checkpoint
   */
  static String kill(Ground ground, int kills, Runnable before) throws Exception {
    RunningJob job = RunningJob.start(ground, ground.config(), null, 3);
    for (int kill = 1; kill <= kills; kill++) {
      ground.flowPastCheckpoint(kill, kills);
      before.run();
      ground.pause(MAX_PAUSE);
      job.killTaskManager(ground.random().nextInt(3));
    }
    return kills + " TaskManagers killed";
  }
}
