// SPDX-License-Identifier: Apache-2.0
package io.anabranch.model.sage;

import io.anabranch.model.autograd.Parameter;
import io.anabranch.model.autograd.Tape;
import io.anabranch.model.autograd.Variable;
import io.anabranch.model.device.Matrix;
import io.anabranch.model.layer.SageWeights;
import io.anabranch.model.sampling.Block;
import io.anabranch.model.training.Glorot;
import java.util.List;

/**
 * The linear part of a layer on the tape: {@code b + W_r h_v + W_l aggregate(h_u : u heard by v)}
 * (Hamilton et al. 2017, algorithm 1, lines 4 and 5). Parameters have the names that PyTorch
 * Geometric's SAGEConv gives them, but weights are in x out.
 */
sealed interface Convolution
    permits MeanConvolution, GcnConvolution, MaxPoolConvolution, LstmConvolution {

  /** All of them, in a fixed order. */
  List<Parameter> parameters();

  /** The weights, without the biases. */
  List<Parameter> weights();

  /** Whether dense rows are taken together as they come in, before any product. */
  boolean aggregatesFirst();

  /** targets x out, of h: sources x in. */
  Variable apply(Tape tape, LayerInput h, Block block);

  /** Whether there is a serving layer that aggregates so. */
  default boolean isServed() {
    return true;
  }

  /**
   * The weights as the serving layer has them.
   *
   * @throws IllegalArgumentException when there is none
   */
  SageWeights served();

  static Convolution draw(Glorot glorot, SageSettings settings, int layer, int in) {
    String name = "convs." + layer + ".";
    int out = settings.layers().get(layer).width();
    return switch (settings.aggregation()) {
      case MEAN -> MeanConvolution.draw(glorot, name, in, out);
      case GCN -> GcnConvolution.draw(glorot, name, in, out);
      case MAX_POOL -> MaxPoolConvolution.draw(glorot, name, in, out);
      case LSTM -> LstmConvolution.draw(glorot, name, in, settings.memoryOf(in), out);
    };
  }

  static Parameter bias(String name, int width) {
    return new Parameter(name, Matrix.zeros(1, width));
  }
}
