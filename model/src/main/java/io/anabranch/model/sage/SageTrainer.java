// SPDX-License-Identifier: Apache-2.0
package io.anabranch.model.sage;

import io.anabranch.model.autograd.Parameter;
import io.anabranch.model.network.NodeTrainer.Epoch;
import io.anabranch.model.network.Recipe;
import io.anabranch.model.training.Adam;
import io.anabranch.model.training.EarlyStopping;
import java.util.List;
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
    List<Parameter> parameters = objective.network().parameters();
    Adam adam = new Adam(recipe.rate(), parameters);
    EarlyStopping stopping = recipe.stopping().get();
    List<float[]> kept = copy(parameters);
    for (int e = 0; e < recipe.epochs(); e++) {
      float loss = objective.epoch(e, adam);
      Objective.Score score = objective.validate();
      listener.accept(new Epoch(e, loss, (float) score.loss(), score.metric()));
      EarlyStopping.Verdict verdict = stopping.after(score.loss(), score.metric());
      kept = verdict.keep() ? copy(parameters) : kept;
      if (verdict.stop()) {
        break;
      }
    }
    restore(kept, parameters);
  }

  private static List<float[]> copy(List<Parameter> parameters) {
    return parameters.stream().map(p -> p.value().values().clone()).toList();
  }

  private static void restore(List<float[]> kept, List<Parameter> parameters) {
    for (int i = 0; i < kept.size(); i++) {
      float[] values = parameters.get(i).value().values();
      System.arraycopy(kept.get(i), 0, values, 0, values.length);
    }
  }
}
