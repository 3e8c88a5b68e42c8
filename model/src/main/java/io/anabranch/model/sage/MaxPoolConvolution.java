// SPDX-License-Identifier: Apache-2.0
package io.anabranch.model.sage;

import io.anabranch.model.autograd.Operations;
import io.anabranch.model.autograd.Parameter;
import io.anabranch.model.autograd.Tape;
import io.anabranch.model.autograd.Variable;
import io.anabranch.model.device.Pointwise;
import io.anabranch.model.layer.SageWeights;
import io.anabranch.model.sampling.Block;
import io.anabranch.model.training.Glorot;
import java.util.List;

/**
 * {@code b + W_r h_v + W_l max(relu(W_p h_u + b_p))}, element by element, 0 for the maximum of none
 * (Hamilton et al. 2017, equation 3). The weights of edges play no part.
 *
 * @param pool lin.weight, in x in
 * @param poolBias lin.bias, 1 x in
 * @param l lin_l.weight, in x out
 * @param b lin_l.bias, 1 x out
 * @param r lin_r.weight, in x out
 */
record MaxPoolConvolution(Parameter pool, Parameter poolBias, Parameter l, Parameter b, Parameter r)
    implements Convolution {

  static MaxPoolConvolution draw(Glorot glorot, String name, int in, int out) {
    return new MaxPoolConvolution(
        glorot.draw(name + "lin.weight", in, in),
        Convolution.bias(name + "lin.bias", in),
        glorot.draw(name + "lin_l.weight", in, out),
        Convolution.bias(name + "lin_l.bias", out),
        glorot.draw(name + "lin_r.weight", in, out));
  }

  @Override
  public List<Parameter> parameters() {
    return List.of(pool, poolBias, l, b, r);
  }

  @Override
  public List<Parameter> weights() {
    return List.of(pool, l, r);
  }

  @Override
  public boolean aggregatesFirst() {
    return false;
  }

  @Override
  public Variable apply(Tape tape, LayerInput h, Block block) {
    Operations o = new Operations(tape);
    Variable said = o.activate(Pointwise.RELU, h.affine(tape, pool, poolBias));
    Variable largest = o.maxOfRows(said, block.heard());
    return h.take(o, block.selves()).combine(tape, largest, l, r, b);
  }

  @Override
  public SageWeights served() {
    return new MeanConvolution(l, b, r)
        .served()
        .withPool(pool.value().transposedValues(), poolBias.value().values());
  }
}
