// SPDX-License-Identifier: Apache-2.0
package io.anabranch.model.sage;

import io.anabranch.model.autograd.Operations;
import io.anabranch.model.autograd.Parameter;
import io.anabranch.model.autograd.Tape;
import io.anabranch.model.autograd.Variable;
import io.anabranch.model.layer.LstmWeights;
import io.anabranch.model.layer.SageWeights;
import io.anabranch.model.sampling.Block;
import io.anabranch.model.training.Glorot;
import java.util.Arrays;
import java.util.List;

/**
 * {@code b + W_r h_v + W_l m_v}, m_v the last hidden state of a long short-term memory that hears
 * h_u for each u in the block's order, 0 of none (Hamilton et al. 2017, section 3.3). The weights
 * of edges play no part.
 *
 * @param input in x 4m, the gates as PyTorch orders them
 * @param gateBias 1 x 4m; begins with 1 for the forget gate, so that it keeps what it hears (Gers
 *     et al. 2000), and 0 for the others
 * @param recurrent m x 4m
 * @param l lin_l.weight, m x out
 * @param b lin_l.bias, 1 x out
 * @param r lin_r.weight, in x out
 */
record LstmConvolution(
    Parameter input, Parameter gateBias, Parameter recurrent, Parameter l, Parameter b, Parameter r)
    implements Convolution {

  static LstmConvolution draw(Glorot glorot, String name, int in, int memory, int out) {
    Parameter gateBias = Convolution.bias(name + "aggr_module.lstm.bias_ih_l0", 4 * memory);
    Arrays.fill(gateBias.value().values(), memory, 2 * memory, 1f);
    return new LstmConvolution(
        glorot.draw(name + "aggr_module.lstm.weight_ih_l0", in, 4 * memory, in + memory),
        gateBias,
        glorot.draw(name + "aggr_module.lstm.weight_hh_l0", memory, 4 * memory, 2 * memory),
        glorot.draw(name + "lin_l.weight", memory, out),
        Convolution.bias(name + "lin_l.bias", out),
        glorot.draw(name + "lin_r.weight", in, out));
  }

  @Override
  public List<Parameter> parameters() {
    return List.of(input, gateBias, recurrent, l, b, r);
  }

  @Override
  public List<Parameter> weights() {
    return List.of(input, recurrent, l, r);
  }

  @Override
  public boolean aggregatesFirst() {
    return false;
  }

  @Override
  public Variable apply(Tape tape, LayerInput h, Block block) {
    Operations o = new Operations(tape);
    Variable gates = h.affine(tape, input, gateBias);
    Variable kept = o.lstm(gates, tape.parameter(recurrent), block.heard());
    return h.take(o, block.selves()).combine(tape, kept, l, r, b);
  }

  /** Serving layers have PyTorch Geometric's form, whose memory is as wide as the input. */
  @Override
  public boolean isServed() {
    return recurrent.value().rows() == input.value().rows();
  }

  @Override
  public SageWeights served() {
    int in = input.value().rows();
    if (!isServed()) {
      throw new IllegalArgumentException(
          "a served lstm remembers as many elements as it hears, %d; got %d"
              .formatted(in, recurrent.value().rows()));
    }
    return new MeanConvolution(l, b, r)
        .served()
        .withLstm(
            new LstmWeights(
                in,
                input.value().transposedValues(),
                recurrent.value().transposedValues(),
                gateBias.value().values(),
                new float[4 * in]));
  }
}
