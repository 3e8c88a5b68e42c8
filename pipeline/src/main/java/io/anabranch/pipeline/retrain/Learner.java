// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.retrain;

import io.anabranch.model.link.LinkLearning;
import io.anabranch.model.network.NodeTrainer.Epoch;
import io.anabranch.model.sage.SageNetwork;
import io.anabranch.model.snapshot.GraphSnapshot;
import java.io.IOException;
import java.util.function.Consumer;

/** Where a network learns: in this process, or elsewhere. */
public interface Learner {

  /**
   * Learns from the past, and from nothing else.
   *
   * @param past of a snapshot
   * @param what the network, and how it learns
   * @param seed of first weights and of all chance
   * @param listener hears of each epoch
   * @throws IllegalArgumentException when there is too little to learn from
   * @throws IOException when what it learns on fails
   */
  SageNetwork learn(GraphSnapshot past, LinkLearning what, long seed, Consumer<Epoch> listener)
      throws IOException;

  /** What it learns on, in a few words. */
  String described();
}
