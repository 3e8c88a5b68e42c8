// SPDX-License-Identifier: Apache-2.0
package io.anabranch.model.artifact;

import io.anabranch.model.layer.AttentionWeights;
import io.anabranch.model.layer.ConvolutionWeights;
import io.anabranch.model.layer.LayerWeights;
import io.anabranch.model.layer.SageLayer;
import io.anabranch.model.layer.SageModel;
import io.anabranch.model.layer.SageWeights;
import java.util.ArrayList;
import java.util.List;

/**
 * A model's weights as named tensors. Names and shapes are those of the state dicts of PyTorch
 * Geometric's models of {@code SAGEConv}, {@code GATConv} and {@code GCNConv}, so that weights go
 * from one to the other as they are.
 */
final class StateDict {

  private final NamedTensors tensors;

  private StateDict(NamedTensors tensors) {
    this.tensors = tensors;
  }

  static List<Tensor> of(SageModel model) {
    List<Tensor> tensors = new ArrayList<>();
    for (int l = 0; l < model.depth(); l++) {
      LayerWeights weights = model.layer(l).weights();
      if (weights instanceof SageWeights sage) {
        tensors.addAll(new SageTensors(l).of(sage));
      } else if (weights instanceof AttentionWeights attention) {
        tensors.addAll(new AttentionTensors(l).of(attention));
      } else if (weights instanceof ConvolutionWeights convolution) {
        tensors.addAll(new ConvolutionTensors(l).of(convolution));
      }
    }
    return tensors;
  }

  /** The layers that the card describes and the tensors fill, each tensor used once. */
  static List<SageLayer> layers(Card card, List<Tensor> tensors) throws ArtifactException {
    StateDict dict = new StateDict(new NamedTensors(tensors));
    List<SageLayer> layers = new ArrayList<>();
    for (int l = 0; l < card.depth(); l++) {
      layers.add(
          new SageLayer(
              dict.takeLayer(card, l),
              SageModel.isTransformFirst(card.aggregator(), l),
              card.activations().get(l),
              card.normalise().get(l)));
    }
    dict.tensors.requireNoMore(card.depth());
    return layers;
  }

  private LayerWeights takeLayer(Card card, int l) throws ArtifactException {
    int in = card.dims().get(l);
    int out = card.dims().get(l + 1);
    return switch (card.aggregator()) {
      case MEAN, GCN, MAX_POOL, LSTM -> new SageTensors(l).take(this, card.aggregator(), in, out);
      case ATTENTION -> new AttentionTensors(l).take(this, card.heads().get(l), in, out);
      case NORMALISED_SUM -> new ConvolutionTensors(l).take(this, in, out);
    };
  }

  boolean has(String name) {
    return tensors.has(name);
  }

  /** The values of a tensor, which is then used. */
  float[] take(String name, List<Integer> shape) throws ArtifactException {
    return tensors.take(name, shape);
  }
}
