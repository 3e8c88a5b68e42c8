// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.drill;

/** TaskManagers are killed, one after the other, in the middle of the stream. */
final class TaskManagerKills implements Drill {

  private static final int MAX_PAUSE = 300; // milliseconds

  private final String delivery;

  TaskManagerKills(String delivery) {
    this.delivery = delivery;
  }

  @Override
  public String name() {
    return "taskmanagers-" + delivery;
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
    return new String[] {"job.parallelism=2", "embeddings.delivery=" + delivery};
  }

  @Override
  public String run(Ground ground, int kills) throws Exception {
    RunningJob job = RunningJob.start(ground, ground.config(), null, 3);
    for (int kill = 1; kill <= kills; kill++) {
      ground.flow().release(2 * kill - 1, 2 * kills);
      ground.awaitCheckpoint();
      ground.flow().release(2 * kill, 2 * kills);
      ground.pause(MAX_PAUSE);
      job.killTaskManager(ground.random().nextInt(3));
    }
    return kills + " TaskManagers killed";
  }
}
