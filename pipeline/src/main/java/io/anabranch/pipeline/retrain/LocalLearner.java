// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.retrain;

import io.anabranch.model.device.Device;
import io.anabranch.model.link.LinkLearning;
import io.anabranch.model.network.NodeTrainer.Epoch;
import io.anabranch.model.sage.SageNetwork;
import io.anabranch.model.snapshot.GraphSnapshot;
import io.anabranch.model.snapshot.SnapshotCounts;
import io.anabranch.pipeline.executor.LinkTask;
import java.util.function.Consumer;

/**
 * In this process.
 *
 * @param name of the device
 */
public record LocalLearner(Device device, String name) implements Learner {

  @Override
  public SageNetwork learn(
      GraphSnapshot past, LinkLearning what, long seed, Consumer<Epoch> listener)
      throws RetrainException {
    requireFits(
        SnapshotCounts.of(past), new LinkTask(what, seed), Runtime.getRuntime().maxMemory());
    return what.train(device, past, seed, listener);
  }

  /**
   * Refuses what the heap is too small for, before it starts.
   *
   * @param heap the most that it may have, in bytes
   * @throws RetrainException with the estimate
   */
  static void requireFits(SnapshotCounts counts, LinkTask task, long heap) throws RetrainException {
    try {
      task.memory(counts).requireFits(counts, 1, heap);
    } catch (IllegalArgumentException e) {
      throw new RetrainException(e.getMessage(), e);
    }
  }

  @Override
  public String described() {
    return "this process, device " + name;
  }
}
