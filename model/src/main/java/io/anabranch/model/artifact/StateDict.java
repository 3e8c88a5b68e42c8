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
import java.util.Map;
import java.util.TreeMap;

/**
 * A model's weights as named tensors. Names and shapes are those of the state dicts of PyTorch
 * Geometric's models of {@code SAGEConv}, {@code GATConv} and {@code GCNConv}, so that weights go
 * from one to the other as they are.
 */
final class StateDict {

  private final Map<String, Tensor> tensors = new TreeMap<>();

  private StateDict() {}

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
    StateDict dict = new StateDict();
    tensors.forEach(tensor -> dict.tensors.put(tensor.name(), tensor));
    List<SageLayer> layers = new ArrayList<>();
    for (int l = 0; l < card.depth(); l++) {
      layers.add(
          new SageLayer(
              dict.takeLayer(card, l),
              SageModel.isTransformFirst(card.aggregator(), l),
              card.activations().get(l),
              card.normalise().get(l)));
    }
    if (!dict.tensors.isEmpty()) {
      throw new ArtifactException(
          Safetensors.WHERE,
          "expected tensors of %d layers; also got %s"
              .formatted(card.depth(), dict.tensors.keySet()));
    }
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
    return tensors.containsKey(name);
  }

  /** The values of a tensor, which is then used. */
  float[] take(String name, List<Integer> shape) throws ArtifactException {
    Tensor tensor = tensors.remove(name);
    if (tensor == null) {
      throw new ArtifactException(
          Safetensors.WHERE,
          "expected a tensor %s of shape %s; there is none".formatted(name, shape));
    }
    String where = Safetensors.WHERE + " " + name;
    if (!tensor.shape().equals(shape)) {
      throw new ArtifactException(
          where, "expected shape %s; got %s".formatted(shape, tensor.shape()));
    }
    float[] values = tensor.values();
    for (int i = 0; i < values.length; i++) {
      if (!Float.isFinite(values[i])) {
        throw new ArtifactException(
            where, "expected finite weights; element %d is %s".formatted(i, values[i]));
      }
    }
    return values;
  }
}
