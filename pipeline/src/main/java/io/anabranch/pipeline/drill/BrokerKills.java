// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.drill;

/** The broker is killed with -9, and started again, while events flow. */
final class BrokerKills implements Drill {

  private static final int MAX_PAUSE = 400; // milliseconds

  private final String delivery;

  BrokerKills(String delivery) {
    this.delivery = delivery;
  }

  @Override
  public String name() {
    return "brokers-" + delivery;
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
    RunningJob job = RunningJob.start(ground, ground.config(), null, 2);
    for (int kill = 1; kill <= kills; kill++) {
      ground.flowPastCheckpoint(kill, kills);
      ground.pause(MAX_PAUSE);
      ground.broker().killAndStart();
    }
    return kills + " brokers killed with -9";
  }
}
