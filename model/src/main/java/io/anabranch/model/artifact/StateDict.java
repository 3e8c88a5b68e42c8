// SPDX-License-Identifier: Apache-2.0
package io.anabranch.model.artifact;

import io.anabranch.model.layer.AggregatorType;
import io.anabranch.model.layer.LstmWeights;
import io.anabranch.model.layer.SageLayer;
import io.anabranch.model.layer.SageModel;
import io.anabranch.model.layer.SageWeights;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A model's weights as named tensors. Names and shapes are those of the state dict of PyTorch
 * Geometric's {@code GraphSAGE}, so that weights go from one to the other as they are.
 */
final class StateDict {

  private final Map<String, Tensor> tensors = new TreeMap<>();

  private StateDict() {}

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
      if (weights.aggregator() == AggregatorType.LSTM) {
        tensors.addAll(lstm(l, weights.lstm()));
      }
    }
    return tensors;
  }

  private static List<Tensor> lstm(int l, LstmWeights weights) {
    List<Integer> matrix = List.of(4 * weights.width(), weights.width());
    List<Integer> vector = List.of(4 * weights.width());
    return List.of(
        new Tensor(lstm(l, "weight_ih_l0"), matrix, weights.input()),
        new Tensor(lstm(l, "weight_hh_l0"), matrix, weights.recurrent()),
        new Tensor(lstm(l, "bias_ih_l0"), vector, weights.inputBias()),
        new Tensor(lstm(l, "bias_hh_l0"), vector, weights.recurrentBias()));
  }

  /** The layers that the card describes and the tensors fill, each tensor used once. */
  static List<SageLayer> layers(Card card, List<Tensor> tensors) throws ArtifactException {
    StateDict dict = new StateDict();
    tensors.forEach(tensor -> dict.tensors.put(tensor.name(), tensor));
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
    if (!dict.tensors.isEmpty()) {
      throw new ArtifactException(
          Safetensors.WHERE,
          "expected tensors of %d layers; also got %s"
              .formatted(card.depth(), dict.tensors.keySet()));
    }
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
    return switch (aggregator) {
      case MEAN, GCN -> mean;
      case MAX_POOL ->
          mean.withPool(take(pool(l), List.of(in, in)), take(poolBias(l), List.of(in)));
      case LSTM -> mean.withLstm(takeLstm(l, in));
    };
  }

  private LstmWeights takeLstm(int l, int width) throws ArtifactException {
    List<Integer> matrix = List.of(4 * width, width);
    List<Integer> vector = List.of(4 * width);
    return new LstmWeights(
        width,
        take(lstm(l, "weight_ih_l0"), matrix),
        take(lstm(l, "weight_hh_l0"), matrix),
        take(lstm(l, "bias_ih_l0"), vector),
        take(lstm(l, "bias_hh_l0"), vector));
  }

  private float[] take(String name, List<Integer> shape) throws ArtifactException {
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

  private static String lstm(int layer, String tensor) {
    return "convs." + layer + ".aggr_module.lstm." + tensor;
  }

  private static String poolBias(int layer) {
    return "convs." + layer + ".lin.bias";
  }
}
