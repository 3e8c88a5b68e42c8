// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.retrain;

import io.anabranch.model.layer.Sampling;
import io.anabranch.model.link.AutoencoderLearning;
import io.anabranch.model.link.LinkRecipe;
import java.util.List;

/**
 * How a round of retraining goes.
 *
 * @param share of the newest edges that is kept back to compare models by
 * @param margin by how much a new model may be worse
 * @param seed of all chance
 * @param recipe of what is served
 * @param hidden width of hidden layers; 0: as the model that serves has them
 * @param fanouts how many in-neighbors each layer hears in training, drawn anew in each step, the
 *     last layer first; none: what the model that serves hears
 * @param refit whether what is published learns once more, in the same way, with the edges that
 *     were kept back: it knows the newest edges then, but it is not the one that was compared
 * @param autoencoders those that are trained beside it
 */
public record RetrainSettings(
    double share,
    double margin,
    long seed,
    LinkRecipe recipe,
    int hidden,
    List<Integer> fanouts,
    boolean refit,
    List<AutoencoderLearning> autoencoders) {

  public RetrainSettings {
    if (!(share > 0 && share < 1)) {
      throw new IllegalArgumentException("share: expected above 0 and below 1; came " + share);
    }
    if (!(margin >= 0 && margin <= 1)) {
      throw new IllegalArgumentException("margin: expected from 0 to 1; came " + margin);
    }
    if (!fanouts.stream().allMatch(Sampling::isFanout)) {
      throw new IllegalArgumentException(
          "fanouts: expected numbers from 1 to %d; came %s".formatted(Sampling.LARGEST, fanouts));
    }
    fanouts = List.copyOf(fanouts);
    autoencoders = List.copyOf(autoencoders);
  }

  /** All in-neighbors that the model that serves hears are heard in training, too. */
  public RetrainSettings(
      double share,
      double margin,
      long seed,
      LinkRecipe recipe,
      int hidden,
      boolean refit,
      List<AutoencoderLearning> autoencoders) {
    this(share, margin, seed, recipe, hidden, List.of(), refit, autoencoders);
  }
}
