// SPDX-License-Identifier: Apache-2.0
package io.anabranch.model.network;

import io.anabranch.model.autograd.Parameter;
import io.anabranch.model.network.NodeTrainer.Epoch;
import io.anabranch.model.training.Adam;
import io.anabranch.model.training.EarlyStopping;
import io.anabranch.model.training.KeptValues;
import java.util.List;
import java.util.function.Consumer;

/** Epoch after epoch, until a rule says that it is enough. */
public final class EpochLoop {

  /** Trains for one epoch and looks at the validation set. */
  public interface Body {
    Epoch epoch(int number, Adam adam);
  }

  private EpochLoop() {}

  /**
   * Leaves the parameters with the values that the rule for stopping kept last.
   *
   * @param listener hears of each epoch
   */
  public static void run(
      Recipe recipe, List<Parameter> parameters, Body body, Consumer<Epoch> listener) {
    Adam adam = new Adam(recipe.rate(), parameters);
    EarlyStopping stopping = recipe.stopping().get();
    KeptValues kept = KeptValues.of(parameters);
    for (int e = 0; e < recipe.epochs(); e++) {
      Epoch epoch = body.epoch(e, adam);
      listener.accept(epoch);
      EarlyStopping.Verdict verdict =
          stopping.after(epoch.validationLoss(), epoch.validationAccuracy());
      kept = verdict.keep() ? KeptValues.of(parameters) : kept;
      if (verdict.stop()) {
        break;
      }
    }
    kept.restore();
  }
}
