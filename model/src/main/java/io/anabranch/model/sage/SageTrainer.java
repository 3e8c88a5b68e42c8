// SPDX-License-Identifier: Apache-2.0
package io.anabranch.model.sage;

import io.anabranch.model.network.EpochLoop;
import io.anabranch.model.network.NodeTrainer.Epoch;
import io.anabranch.model.network.Recipe;
import java.util.function.Consumer;

/** Trains a network for an objective, and stops by the validation set. */
public final class SageTrainer {

  private SageTrainer() {}

  /**
   * Leaves the network with the weights that the rule for stopping kept last.
   *
   * @param listener hears of each epoch
   */
  public static void train(Objective objective, Recipe recipe, Consumer<Epoch> listener) {
    EpochLoop.run(
        recipe,
        objective.network().parameters(),
        (e, adam) -> {
          float loss = objective.epoch(e, adam);
          Objective.Score score = objective.validate();
          return new Epoch(e, loss, score.loss(), score.metric());
        },
        listener);
  }
}
