// SPDX-License-Identifier: Apache-2.0
package io.anabranch.model.artifact;

import io.anabranch.model.layer.Activation;
import io.anabranch.model.layer.AggregatorType;
import io.anabranch.model.layer.AttentionWeights;
import io.anabranch.model.layer.Heads;
import io.anabranch.model.layer.ModelCard;
import io.anabranch.model.layer.SageLayer;
import io.anabranch.model.layer.SageModel;
import io.anabranch.model.layer.Sampling;
import java.util.ArrayList;
import java.util.List;

/**
 * What {@code card.json} says: all of a model but its weights.
 *
 * @param aggregator of all layers
 * @param heads one a layer where the aggregator has heads, else none
 * @param dims the widths of the input and of each layer's output
 * @param activations one a layer
 * @param normalise one a layer
 * @param sampling the same for all layers but for the fan-outs
 * @param sha256 of {@code model.safetensors}, lower-case hex
 */
record Card(
    String name,
    int version,
    AggregatorType aggregator,
    List<Heads> heads,
    List<Integer> dims,
    List<Activation> activations,
    List<Boolean> normalise,
    Sampling sampling,
    ModelCard provenance,
    String sha256) {

  static Card of(SageModel model, String sha256) {
    List<Integer> dims = new ArrayList<>(List.of(model.inputWidth()));
    model.layers().forEach(layer -> dims.add(layer.outputWidth()));
    return new Card(
        model.name(),
        model.version(),
        model.aggregator(),
        heads(model),
        dims,
        model.layers().stream().map(SageLayer::activation).toList(),
        model.layers().stream().map(SageLayer::normalise).toList(),
        model.sampling(),
        model.card(),
        sha256);
  }

  private static List<Heads> heads(SageModel model) {
    List<Heads> heads = new ArrayList<>();
    for (SageLayer layer : model.layers()) {
      if (layer.weights() instanceof AttentionWeights attention) {
        heads.add(attention.heads());
      }
    }
    return heads;
  }

  int depth() {
    return dims.size() - 1;
  }
}
