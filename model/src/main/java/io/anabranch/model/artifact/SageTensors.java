// SPDX-License-Identifier: Apache-2.0
package io.anabranch.model.artifact;

import io.anabranch.model.layer.AggregatorType;
import io.anabranch.model.layer.LstmWeights;
import io.anabranch.model.layer.SageWeights;
import java.util.ArrayList;
import java.util.List;

/** The tensors of one layer of {@code SAGEConv}. */
final class SageTensors {

  private static final String NEIGHBORS = "lin_l.weight";
  private static final String BIAS = "lin_l.bias";
  private static final String SELF = "lin_r.weight";
  private static final String POOL = "lin.weight";
  private static final String POOL_BIAS = "lin.bias";
  private static final String LSTM = "aggr_module.lstm.";
  private static final int GATES = 4;

  private final String layer;

  SageTensors(int layer) {
    this.layer = "convs." + layer + ".";
  }

  List<Tensor> of(SageWeights weights) {
    int in = weights.inputWidth();
    List<Integer> matrix = List.of(weights.outputWidth(), in);
    List<Tensor> tensors = new ArrayList<>();
    tensors.add(tensor(NEIGHBORS, matrix, weights.neighbors()));
    tensors.add(tensor(BIAS, List.of(weights.outputWidth()), weights.bias()));
    if (weights.hasSelf()) {
      tensors.add(tensor(SELF, matrix, weights.self()));
    }
    if (weights.aggregator() == AggregatorType.MAX_POOL) {
      tensors.add(tensor(POOL, List.of(in, in), weights.pool()));
      tensors.add(tensor(POOL_BIAS, List.of(in), weights.poolBias()));
    }
    if (weights.aggregator() == AggregatorType.LSTM) {
      tensors.addAll(of(weights.lstm()));
    }
    return tensors;
  }

  private List<Tensor> of(LstmWeights weights) {
    List<Integer> matrix = List.of(GATES * weights.width(), weights.width());
    List<Integer> vector = List.of(GATES * weights.width());
    return List.of(
        tensor(LSTM + "weight_ih_l0", matrix, weights.input()),
        tensor(LSTM + "weight_hh_l0", matrix, weights.recurrent()),
        tensor(LSTM + "bias_ih_l0", vector, weights.inputBias()),
        tensor(LSTM + "bias_hh_l0", vector, weights.recurrentBias()));
  }

  private Tensor tensor(String name, List<Integer> shape, float[] values) {
    return new Tensor(layer + name, shape, values);
  }

  SageWeights take(StateDict dict, AggregatorType aggregator, int in, int out)
      throws ArtifactException {
    float[] neighbors = dict.take(layer + NEIGHBORS, List.of(out, in));
    float[] bias = dict.take(layer + BIAS, List.of(out));
    if (aggregator == AggregatorType.GCN) {
      return SageWeights.gcn(in, out, neighbors, bias);
    }
    float[] self = dict.take(layer + SELF, List.of(out, in));
    SageWeights mean = new SageWeights(in, out, neighbors, bias, self);
    return switch (aggregator) {
      case MAX_POOL ->
          mean.withPool(
              dict.take(layer + POOL, List.of(in, in)), dict.take(layer + POOL_BIAS, List.of(in)));
      case LSTM -> mean.withLstm(takeLstm(dict, in));
      default -> mean;
    };
  }

  private LstmWeights takeLstm(StateDict dict, int width) throws ArtifactException {
    List<Integer> matrix = List.of(GATES * width, width);
    List<Integer> vector = List.of(GATES * width);
    return new LstmWeights(
        width,
        dict.take(layer + LSTM + "weight_ih_l0", matrix),
        dict.take(layer + LSTM + "weight_hh_l0", matrix),
        dict.take(layer + LSTM + "bias_ih_l0", vector),
        dict.take(layer + LSTM + "bias_hh_l0", vector));
  }
}
