// SPDX-License-Identifier: Apache-2.0
package io.anabranch.model.sage;

import io.anabranch.model.autograd.Parameter;
import io.anabranch.model.autograd.Tape;
import io.anabranch.model.autograd.Variable;
import io.anabranch.model.layer.SageWeights;
import io.anabranch.model.sampling.Block;
import io.anabranch.model.training.Glorot;
import java.util.List;

/**
 * {@code b + W mean({h_v} u {w h_u})} (Hamilton et al. 2017, equation 2).
 *
 * @param l lin_l.weight, in x out
 * @param b lin_l.bias, 1 x out
 */
record GcnConvolution(Parameter l, Parameter b) implements Convolution {

  static GcnConvolution draw(Glorot glorot, String name, int in, int out) {
    return new GcnConvolution(
        glorot.draw(name + "lin_l.weight", in, out), Convolution.bias(name + "lin_l.bias", out));
  }

  @Override
  public List<Parameter> parameters() {
    return List.of(l, b);
  }

  @Override
  public List<Parameter> weights() {
    return List.of(l);
  }

  @Override
  public boolean aggregatesFirst() {
    return true;
  }

  @Override
  public Variable apply(Tape tape, LayerInput h, Block block) {
    return h.average(tape, block.meanWithSelf(), l, b);
  }

  @Override
  public SageWeights served() {
    return SageWeights.gcn(
        l.value().rows(), l.value().columns(), l.value().transposedValues(), b.value().values());
  }
}
