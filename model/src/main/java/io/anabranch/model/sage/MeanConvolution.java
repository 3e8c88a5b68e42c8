// SPDX-License-Identifier: Apache-2.0
package io.anabranch.model.sage;

import io.anabranch.model.autograd.Operations;
import io.anabranch.model.autograd.Parameter;
import io.anabranch.model.autograd.Tape;
import io.anabranch.model.autograd.Variable;
import io.anabranch.model.layer.SageWeights;
import io.anabranch.model.sampling.Block;
import io.anabranch.model.training.Glorot;
import java.util.List;

/**
 * {@code b + W_r h_v + W_l mean(w h_u)}, 0 for the mean of none.
 *
 * @param l lin_l.weight, in x out
 * @param b lin_l.bias, 1 x out
 * @param r lin_r.weight, in x out
 */
record MeanConvolution(Parameter l, Parameter b, Parameter r) implements Convolution {

  static MeanConvolution draw(Glorot glorot, String name, int in, int out) {
    return new MeanConvolution(
        glorot.draw(name + "lin_l.weight", in, out),
        Convolution.bias(name + "lin_l.bias", out),
        glorot.draw(name + "lin_r.weight", in, out));
  }

  @Override
  public List<Parameter> parameters() {
    return List.of(l, b, r);
  }

  @Override
  public List<Parameter> weights() {
    return List.of(l, r);
  }

  @Override
  public boolean aggregatesFirst() {
    return true;
  }

  @Override
  public Variable apply(Tape tape, LayerInput h, Block block) {
    LayerInput self = h.take(new Operations(tape), block.selves());
    return h.average(tape, block.mean(), self, l, r, b);
  }

  @Override
  public SageWeights served() {
    return new SageWeights(
        l.value().rows(),
        l.value().columns(),
        l.value().transposedValues(),
        b.value().values(),
        r.value().transposedValues());
  }
}
