// SPDX-License-Identifier: Apache-2.0
package io.anabranch.model.artifact;

import io.anabranch.model.layer.AggregatorType;
import io.anabranch.model.layer.SageLayer;
import io.anabranch.model.layer.SageModel;
import io.anabranch.model.layer.SageWeights;
import java.util.ArrayList;
import java.util.List;

/**
 * A model's weights as named tensors. Names and shapes are those of the state dict of PyTorch
 * Geometric's {@code GraphSAGE}, so that weights go from one to the other as they are.
 */
final class StateDict {

  private final NamedTensors tensors;

  private StateDict(NamedTensors tensors) {
    this.tensors = tensors;
  }

  static List<Tensor> of(SageModel model) {
    List<Tensor> tensors = new ArrayList<>();
    for (int l = 0; l < model.depth(); l++) {
      SageWeights weights = model.layer(l).weights();
      List<Integer> matrix = List.of(weights.outputWidth(), weights.inputWidth());
      List<Integer> vector = List.of(weights.outputWidth());
      tensors.add(new Tensor(neighbors(l), matrix, weights.neighbors()));
      tensors.add(new Tensor(bias(l), vector, weights.bias()));
      if (weights.hasSelf()) {
        tensors.add(new Tensor(self(l), matrix, weights.self()));
      }
      if (weights.aggregator() == AggregatorType.MAX_POOL) {
        int in = weights.inputWidth();
        tensors.add(new Tensor(pool(l), List.of(in, in), weights.pool()));
        tensors.add(new Tensor(poolBias(l), List.of(in), weights.poolBias()));
      }
    }
    return tensors;
  }

  /** The layers that the card describes and the tensors fill, each tensor used once. */
  static List<SageLayer> layers(Card card, List<Tensor> tensors) throws ArtifactException {
    StateDict dict = new StateDict(new NamedTensors(tensors));
    List<SageLayer> layers = new ArrayList<>();
    for (int l = 0; l < card.depth(); l++) {
      SageWeights weights =
          dict.takeLayer(card.aggregator(), l, card.dims().get(l), card.dims().get(l + 1));
      layers.add(
          new SageLayer(
              weights,
              SageModel.isTransformFirst(card.aggregator(), l),
              card.activations().get(l),
              card.normalise().get(l)));
    }
    dict.tensors.requireNoMore(card.depth());
    return layers;
  }

  private SageWeights takeLayer(AggregatorType aggregator, int l, int in, int out)
      throws ArtifactException {
    float[] neighbors = take(neighbors(l), List.of(out, in));
    float[] bias = take(bias(l), List.of(out));
    if (aggregator == AggregatorType.GCN) {
      return SageWeights.gcn(in, out, neighbors, bias);
    }
    SageWeights mean = new SageWeights(in, out, neighbors, bias, take(self(l), List.of(out, in)));
    return aggregator == AggregatorType.MEAN
        ? mean
        : mean.withPool(take(pool(l), List.of(in, in)), take(poolBias(l), List.of(in)));
  }

  private float[] take(String name, List<Integer> shape) throws ArtifactException {
    return tensors.take(name, shape);
  }

  private static String neighbors(int layer) {
    return "convs." + layer + ".lin_l.weight";
  }

  private static String bias(int layer) {
    return "convs." + layer + ".lin_l.bias";
  }

  private static String self(int layer) {
    return "convs." + layer + ".lin_r.weight";
  }

  private static String pool(int layer) {
    return "convs." + layer + ".lin.weight";
  }

  private static String poolBias(int layer) {
    return "convs." + layer + ".lin.bias";
  }
}
