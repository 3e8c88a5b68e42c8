// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.retrain;

import io.anabranch.model.device.Device;
import io.anabranch.model.link.LinkLearning;
import io.anabranch.model.network.NodeTrainer.Epoch;
import io.anabranch.model.sage.SageNetwork;
import io.anabranch.model.snapshot.GraphSnapshot;
import java.util.function.Consumer;

/**
 * In this process.
 *
 * @param name of the device
 */
public record LocalLearner(Device device, String name) implements Learner {

  @Override
  public SageNetwork learn(
      GraphSnapshot past, LinkLearning what, long seed, Consumer<Epoch> listener) {
    return what.train(device, past, seed, listener);
  }

  @Override
  public String described() {
    return "this process, device " + name;
  }
}
