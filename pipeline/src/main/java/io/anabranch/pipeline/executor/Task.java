// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.executor;

import io.anabranch.model.device.Device;
import io.anabranch.model.network.Recipe;
import io.anabranch.model.sage.Objective;
import io.anabranch.model.sage.SageNetwork;
import io.anabranch.model.snapshot.GraphSnapshot;
import io.anabranch.model.snapshot.SnapshotCounts;
import java.io.Serializable;
import java.util.List;

/**
 * What executors learn. Together with the snapshot, the number of executors and how often they meet
 * it decides every bit of the result.
 */
public sealed interface Task extends Serializable permits TrainingSettings, LinkTask {

  /**
   * An executor's share.
   *
   * @param labels those of classes, in order; none when there are no classes
   */
  record Share(Objective objective, List<String> labels) {

    public Share {
      labels = List.copyOf(labels);
    }
  }

  /**
   * What an executor learns from.
   *
   * @param executor from 0
   * @throws IllegalArgumentException when there is too little to learn from
   */
  Share share(GraphSnapshot snapshot, Device device, int executor, int executors);

  /** How long is learnt, and when it stops. */
  Recipe recipe();

  /**
   * The network with its first weights, the same at every executor.
   *
   * @param labels how many there are
   */
  SageNetwork network(int inputWidth, int labels);

  /** What an executor needs on its heap. */
  MemoryEstimate memory(SnapshotCounts counts);
}
