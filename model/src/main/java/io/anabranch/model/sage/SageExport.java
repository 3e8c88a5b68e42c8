// SPDX-License-Identifier: Apache-2.0
package io.anabranch.model.sage;

import io.anabranch.model.layer.ModelCard;
import io.anabranch.model.layer.SageLayer;
import io.anabranch.model.layer.SageModel;
import io.anabranch.model.layer.SageWeights;
import io.anabranch.model.layer.Sampling;
import java.util.ArrayList;
import java.util.List;

/** A trained network as the model that is served. */
public final class SageExport {

  private SageExport() {}

  /**
   * A model with the network's weights, which it copies.
   *
   * @throws IllegalArgumentException when no serving layer aggregates so
   */
  public static SageModel model(
      SageNetwork network, String name, int version, Sampling sampling, ModelCard card) {
    SageSettings settings = network.settings();
    List<SageLayer> layers = new ArrayList<>();
    for (int l = 0; l < settings.depth(); l++) {
      LayerShape shape = settings.layers().get(l);
      SageWeights weights = network.convolutions().get(l).served();
      boolean transformFirst = SageModel.isTransformFirst(weights.aggregator(), l);
      layers.add(new SageLayer(weights, transformFirst, shape.activation(), shape.normalise()));
    }
    return new SageModel(name, version, layers, sampling, card);
  }
}
