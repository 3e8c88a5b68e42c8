// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.simulation;

import io.anabranch.pipeline.stage.WakeUps;
import java.util.TreeSet;

/** Hubs that want to be woken: when, the scheduler decides. */
final class SimulatedWakeUps implements WakeUps {

  private final TreeSet<String> asked = new TreeSet<>();

  @Override
  public long now() {
    return 0;
  }

  @Override
  public void set(String vertex, long time) {
    asked.add(vertex);
  }

  @Override
  public void cancel(String vertex, long time) {
    asked.remove(vertex);
  }

  TreeSet<String> asked() {
    return asked;
  }
}
