// SPDX-License-Identifier: Apache-2.0
package io.anabranch.model.link;

import io.anabranch.model.device.Device;
import io.anabranch.model.device.Matrix;
import io.anabranch.model.layer.Sampling;
import io.anabranch.model.network.NodeTrainer.Epoch;
import io.anabranch.model.network.Recipe;
import io.anabranch.model.sage.BatchPlan;
import io.anabranch.model.sage.Features;
import io.anabranch.model.sage.Objective;
import io.anabranch.model.sage.SageNetwork;
import io.anabranch.model.sage.SageSettings;
import io.anabranch.model.sage.SageTrainer;
import io.anabranch.model.sampling.Fanouts;
import io.anabranch.model.snapshot.GraphSnapshot;
import io.anabranch.model.training.EarlyStopping;
import io.anabranch.model.training.Shares;
import java.io.Serializable;
import java.util.List;
import java.util.function.Consumer;

/**
 * Teaches GraphSAGE to tell edges on the past of a snapshot.
 *
 * @param network what is learnt
 * @param sampling of the model that is served: by hash, as many in-edges are drawn anew in each
 *     step; the most recent are taken as they were at each moment
 */
public record LinkLearning(SageSettings network, Sampling sampling, LinkRecipe recipe)
    implements Serializable {

  /**
   * The network with the weights that told the edges at the last moment best.
   *
   * @param seed of first weights and of all chance
   * @param listener hears of each epoch
   * @throws TooFewEdgesException when the past has too few edges between known vertices
   */
  public SageNetwork train(Device device, GraphSnapshot past, long seed, Consumer<Epoch> listener) {
    Objective objective = objective(device, past, seed, 0, 1);
    SageTrainer.train(objective, training(), listener);
    return objective.network();
  }

  /**
   * The network with its first weights.
   *
   * @param inputWidth elements in features
   */
  public SageNetwork untrained(int inputWidth, long seed) {
    return new SageNetwork(network.with(recipe.dropout(), network.weightDecay()), inputWidth, seed);
  }

  /**
   * What one of several executors learns: the edges whose source is of its share, from all moments.
   * Alone it is what {@link #train} learns.
   *
   * @param executor from 0
   * @throws TooFewEdgesException when the past has too few edges between known vertices, or any
   *     executor would have none to learn from
   */
  public Objective objective(
      Device device, GraphSnapshot past, long seed, int executor, int executors) {
    List<Cut> cuts =
        Cut.in(past, recipe.moments(), LinkRecipe.FIRST, recent()).stream()
            .filter(cut -> cut.next().count() > 0)
            .toList();
    if (cuts.size() < 2) {
      throw new TooFewEdgesException(
          "edges between known vertices at two moments at least, to learn from and to stop by;"
              + " of %d edges there are such at %d".formatted(past.edges().count(), cuts.size()));
    }
    BatchPlan plan = new BatchPlan(recipe.batch(), fanouts(), Shares.seed(seed, executor));
    return new RankingObjective(
        device,
        untrained(past.features().width(), seed),
        features(past),
        plan,
        recipe.others(),
        Cut.share(cuts, executor, executors));
  }

  /** How long it learns, and when it stops. */
  public Recipe training() {
    int patience = recipe.patience();
    return new Recipe(recipe.epochs(), recipe.rate(), () -> EarlyStopping.lowestLoss(patience));
  }

  /** The features as training takes them. */
  public static Features features(GraphSnapshot past) {
    GraphSnapshot.Features features = past.features();
    return Features.of(Matrix.of(past.vertices().length, features.width(), features.values()));
  }

  private int recent() {
    return sampling.order() == Sampling.Order.MOST_RECENT && !sampling.takesAll()
        ? sampling.fanouts().stream().mapToInt(Integer::intValue).max().orElseThrow()
        : Integer.MAX_VALUE;
  }

  private Fanouts fanouts() {
    return sampling.takesAll()
        ? Fanouts.all(network.depth())
        : new Fanouts(sampling.fanouts(), Fanouts.TooFew.ALL);
  }
}
