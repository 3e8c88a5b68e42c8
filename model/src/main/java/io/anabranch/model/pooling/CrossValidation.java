// SPDX-License-Identifier: Apache-2.0
package io.anabranch.model.pooling;

import io.anabranch.model.dataset.GraphDataSet;
import io.anabranch.model.device.Device;
import java.util.Arrays;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/**
 * Trains a network for each fold of a set of graphs. Graphs that are in no fold take no part.
 *
 * @param limit graphs of more vertices take no part; neither do they count for the clusters
 */
public record CrossValidation(
    Device device,
    GraphDataSet data,
    PoolingSettings settings,
    GraphRecipe recipe,
    int limit,
    long seed) {

  /** Is told of each epoch, counted from 0, and of its mean loss. */
  public interface Listener {
    void after(int epoch, double loss);
  }

  /** Learns from all other folds. */
  public Curve whole(int fold, int epochs, Listener listener) {
    return train(fold, -1, epochs, listener);
  }

  /** Learns from all other folds but the next one, which is for choosing the epoch. */
  public Curve held(int fold, int epochs, Listener listener) {
    return train(fold, (fold + 1) % data.foldCount(), epochs, listener);
  }

  /** The graphs of a fold that are too large, by name. */
  public String[] dropped(int fold) {
    return Arrays.stream(data.above(limit))
        .filter(g -> data.folds()[g] == fold)
        .mapToObj(g -> data.names().get(g))
        .toArray(String[]::new);
  }

  private Curve train(int fold, int validationFold, int epochs, Listener listener) {
    int[] learning = kept(f -> f >= 0 && f != fold && f != validationFold);
    int[] tested = kept(f -> f == fold);
    if (learning.length == 0 || tested.length == 0) {
      throw new IllegalArgumentException(
          "fold %d, from 0 to %d: graphs to learn from and to test; got %d and %d of at most %d vertices"
              .formatted(fold, data.foldCount() - 1, learning.length, tested.length, limit));
    }
    GraphInputs inputs = new GraphInputs(data, learning, settings);
    GraphTrainer trainer = trainer(inputs, fold);
    GraphTrainer.Scorer test = trainer.scorer(tested);
    GraphTrainer.Scorer validation = trainer.scorer(kept(f -> f >= 0 && f == validationFold));
    Curve curve = new Curve(new double[epochs], new double[epochs], new double[epochs]);
    for (int e = 0; e < epochs; e++) {
      listener.after(e, trainer.epoch(e, learning));
      curve.test()[e] = test.score().accuracy();
      GraphTrainer.Score score = validation.score();
      curve.validation()[e] = score.accuracy();
      curve.validationLoss()[e] = score.loss();
    }
    return curve;
  }

  private GraphTrainer trainer(GraphInputs inputs, int fold) {
    int largest = Arrays.stream(kept(f -> true)).map(data.vertices()::size).max().orElse(0);
    PoolingNetwork network =
        new PoolingNetwork(settings, inputs.width(), largest, data.classes(), seed + fold);
    return new GraphTrainer(device, inputs, network, recipe, seed + fold);
  }

  private int[] kept(IntPredicate fold) {
    return IntStream.range(0, data.count())
        .filter(g -> data.vertices().size(g) <= limit && fold.test(data.folds()[g]))
        .toArray();
  }
}
