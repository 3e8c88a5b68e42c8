// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.retrain;

import io.anabranch.model.layer.SageLayer;
import io.anabranch.model.layer.SageModel;
import io.anabranch.model.sage.Aggregation;
import io.anabranch.model.sage.LayerShape;
import io.anabranch.model.sage.SageSettings;
import io.anabranch.pipeline.registry.Latest;
import io.anabranch.pipeline.registry.ModelRegistry;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The model that serves.
 *
 * @param model the latest of the registry; before the first promotion the job's first one
 * @param first the job's first one, to which all later ones must fit
 */
public record Champion(SageModel model, SageModel first) {

  /** Looks into the registry. */
  public static Champion of(ModelRegistry registry, SageModel first) throws IOException {
    Optional<Latest> latest = registry.latest(first.name());
    return new Champion(
        latest.isPresent() ? registry.read(first.name(), latest.get().version()) : first, first);
  }

  /** The version that a challenger is published under. */
  int nextVersion(ModelRegistry registry) throws IOException {
    int after = Math.max(model.version(), first.version()) + 1;
    return Math.max(after, registry.nextVersion(first.name()));
  }

  /**
   * A network that can follow it while the job runs: of the same aggregator and depth.
   *
   * @param width of all hidden layers; 0: as the champion has them
   * @param normalise whether each layer scales its outputs to length 1
   * @throws RetrainException when there is no training for its aggregator
   */
  SageSettings successor(int width, boolean normalise) throws RetrainException {
    List<LayerShape> layers = new ArrayList<>();
    for (SageLayer layer : model.layers()) {
      boolean last = layers.size() == model.depth() - 1;
      int out = last || width == 0 ? layer.outputWidth() : width;
      layers.add(new LayerShape(out, layer.activation(), normalise));
    }
    return new SageSettings(aggregation(), layers, 1, 0, 0);
  }

  private Aggregation aggregation() throws RetrainException {
    return switch (model.aggregator()) {
      case MEAN -> Aggregation.MEAN;
      case GCN -> Aggregation.GCN;
      case MAX_POOL -> Aggregation.MAX_POOL;
      case LSTM, ATTENTION, NORMALISED_SUM ->
          throw new RetrainException(
              "expected a model of the aggregator mean, gcn or max-pool; %s version %d has %s"
                  .formatted(model.name(), model.version(), model.aggregator().text()));
    };
  }
}
